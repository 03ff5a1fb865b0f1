/* SPDX-License-Identifier: MIT
 * The folding of characters, by the tables that stages/generate/fold.c makes out of
 * ICU's data: text and lexicons must agree on it to the letter, so there is only one. */
#include "inner/fold.h"
#include "inner/fold_table.h"

#define WIDE_SHIFT 0xFEE0u /* from `!`..`~` to their full-width forms */
#define APOSTROPHE 0x2019u /* or a closing quotation mark */

uint32_t av_fold(uint32_t code)
{
	return code < 0x110000 ? av_fold_target(code, av_fold_word(code)) : code;
}

uint32_t av_fold_traditional(uint32_t code)
{
	uint32_t low = 0, high = av_fold_traditional_count;
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		if (av_fold_traditionals[middle].from < code)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < av_fold_traditional_count && av_fold_traditionals[low].from == code)
		return av_fold_traditionals[low].to;
	return code;
}

uint32_t av_fold_wide(uint32_t code)
{
	if (code == ' ')
		return 0x3000;
	return code > ' ' && code < 0x7F ? code + WIDE_SHIFT : code;
}

struct av_str av_fold_reading(uint32_t code)
{
	if (code >= 0x110000)
		return av_str_of("", 0);
	uint32_t page = av_fold_reading_pages[code / AV_FOLD_PAGE];
	const char *name =
		av_fold_syllables[av_fold_readings[page * AV_FOLD_PAGE + code % AV_FOLD_PAGE]];
	size_t length = 0;
	while (name[length])
		length++;
	return av_str_of(name, length);
}

static bool is_letter(uint32_t code)
{
	return (av_fold_word(code) & AV_FOLD_LETTER) != 0;
}

/* ’ between two letters is an apostrophe, as in 2_normalise. */
static bool is_apostrophe(struct av_str s, size_t at, unsigned length)
{
	uint32_t before, after;
	if (at == 0 || at + length >= s.length)
		return false;
	av_utf8_decode_before(s.at, s.at + at, &before);
	av_utf8_decode(s.at + at + length, s.at + s.length, &after);
	return is_letter(before) && is_letter(after);
}

struct av_str av_fold_str(struct av_arena *arena, struct av_str s)
{
	/* a byte that is no UTF-8 becomes U+FFFD: three bytes; nothing else grows so much */
	char *out = av_arena_alloc(arena, 3 * s.length + 1);
	size_t n = 0;
	if (!out)
		return av_str_of(NULL, 0);
	for (size_t at = 0; at < s.length;) {
		uint32_t code;
		unsigned length = av_utf8_decode(s.at + at, s.at + s.length, &code);
		uint32_t to = av_fold(code);
		if (to == APOSTROPHE && is_apostrophe(s, at, length))
			to = '\'';
		n += av_utf8_encode(to, out + n);
		at += length;
	}
	return av_str_of(out, n);
}
