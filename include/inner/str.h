/* SPDX-License-Identifier: MIT
 * Text is pointer and length, never NUL-terminated. An av_str owns nothing. */
#ifndef AV_STR_H
#define AV_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct av_str {
	const char *at;
	size_t length;
};

/* A string literal as an av_str. */
#define AV_STR(literal) ((struct av_str){ (literal), sizeof(literal) - 1 })

static inline struct av_str av_str_of(const char *at, size_t length)
{
	return (struct av_str){ at, length };
}

static inline bool av_str_equal(struct av_str a, struct av_str b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

/* Bytewise order: <0, 0, >0. */
int av_str_compare(struct av_str a, struct av_str b);
/* Without ASCII white space at both ends. */
struct av_str av_str_trim(struct av_str s);
/* Cuts the part up to (not with) the next `separator` off the front of `*rest`;
 * false when nothing is left. */
bool av_str_cut(struct av_str *rest, char separator, struct av_str *part);
uint64_t av_str_hash(struct av_str s);
/* Edit distance (Damerau-Levenshtein, capped at `limit` + 1), for "did you mean". */
unsigned av_str_distance(struct av_str a, struct av_str b, unsigned limit);

/* --- UTF-8 ------------------------------------------------------------------ */

/* Decodes the code point at `at` (< end) that is not ASCII: see av_utf8_decode. */
unsigned av_utf8_decode_long(const char *at, const char *end, uint32_t *code);
/* Decodes the code point at `at` (< end) into `*code`; returns its length in
 * bytes, 1 with U+FFFD where the bytes are not UTF-8. */
static inline unsigned av_utf8_decode(const char *at, const char *end, uint32_t *code)
{
	*code = (unsigned char)*at;
	return *code < 0x80 ? 1 : av_utf8_decode_long(at, end, code);
}
/* The same where the text is known to be valid, from a first byte on. */
static inline unsigned av_utf8_decode_valid(const char *at, uint32_t *code)
{
	const unsigned char *byte = (const unsigned char *)at;
	if (byte[0] < 0x80) {
		*code = byte[0];
		return 1;
	}
	if (byte[0] < 0xE0) {
		*code = (byte[0] & 31u) << 6 | (byte[1] & 63u);
		return 2;
	}
	*code = (byte[0] & 15u) << 12 | (byte[1] & 63u) << 6 | (byte[2] & 63u);
	if (byte[0] < 0xF0)
		return 3;
	*code = *code << 6 | (byte[3] & 63u);
	return 4;
}
/* The bytes of the code point that begins with `first`, in valid text. */
static inline unsigned av_utf8_length(char first)
{
	unsigned char byte = (unsigned char)first;
	return 1u + (byte >= 0xC0) + (byte >= 0xE0) + (byte >= 0xF0);
}
/* Decodes the code point that ends before `at` (> begin). */
unsigned av_utf8_decode_before(const char *begin, const char *at, uint32_t *code);
/* Writes `code` as UTF-8 (1 to 4 bytes) to `out`, returns the length. */
unsigned av_utf8_encode(uint32_t code, char out[4]);
/* Length of the longest valid UTF-8 prefix of `s`. */
size_t av_utf8_valid(struct av_str s);
/* Code points in `s`. */
size_t av_utf8_count(struct av_str s);
/* Columns a terminal needs for `s` (East Asian wide and full-width are two). */
size_t av_utf8_width(struct av_str s);

#endif
