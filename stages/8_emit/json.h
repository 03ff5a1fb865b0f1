/* SPDX-License-Identifier: MIT
 * Writing JSON straight into a buffer. No tree is built: a record costs what its bytes
 * cost. Text is UTF-8 that the read stage has already checked; what comes out is byte
 * for byte what jansson prints in its compact form. */
#ifndef AV_JSON_H
#define AV_JSON_H

#include <string.h>

#include "inner/arena.h"
#include "inner/decimal.h"
#include "inner/span.h"
#include "inner/str.h"

/* Digits that a JSON reader that keeps doubles gets back unharmed. */
#define JSON_DIGITS 15
/* Below this power of ten a decimal's 38 digits are no more than the largest double, 1.8e308. */
#define JSON_SURE_POWER (308 - 38)

/* Room for `length` bytes, most often without a call; NULL: no memory. Of a buffer that has
 * failed it doesn't matter what comes into the room that is left. */
static inline char *av_json_room(struct av_buffer *out, size_t length)
{
	return out->capacity - out->length > length ? out->at + out->length
						    : av_buffer_reserve(out, length);
}

/* Copies a text, a short one without a call: in two pieces that may overlap. */
static inline char *av_json_copy(char *to, struct av_str s)
{
	char *end = to + s.length;
	if (s.length > 16) {
		memcpy(to, s.at, s.length);
	} else if (s.length >= 8) {
		memcpy(to, s.at, 8);
		memcpy(end - 8, s.at + s.length - 8, 8);
	} else if (s.length >= 4) {
		memcpy(to, s.at, 4);
		memcpy(end - 4, s.at + s.length - 4, 4);
	} else {
		for (size_t i = 0; i < s.length; i++)
			to[i] = s.at[i];
	}
	return end;
}

static inline void av_json_raw(struct av_buffer *out, struct av_str s)
{
	char *at = av_json_room(out, s.length);
	if (at)
		out->length = (size_t)(av_json_copy(at, s) - out->at);
}

/* A constant piece of at most KEY_ROOM bytes, with as many behind it to be read: it is
 * copied by one instruction or two instead of by a call. */
#define KEY_ROOM 24
#define KEY_PADDING "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define KEY(text) { text KEY_PADDING, sizeof(text) - 1 }
static inline void av_json_key(struct av_buffer *out, struct av_str key)
{
	char *at = av_json_room(out, KEY_ROOM);
	if (!at)
		return;
	memcpy(at, key.at, KEY_ROOM);
	out->length += key.length;
}

/* A string's inside, escaped, without its quotation marks. */
void av_json_escape(struct av_buffer *out, struct av_str s);
/* A string. */
void av_json_text(struct av_buffer *out, struct av_str s);
/* A name of one of our own tables: nothing to escape. */
static inline void av_json_name(struct av_buffer *out, const char *name)
{
	size_t length = strlen(name);
	char *to = av_json_room(out, length + 2);
	if (!to)
		return;
	to[0] = to[length + 1] = '"';
	av_json_copy(to + 1, av_str_of(name, length));
	out->length += length + 2;
}
void av_json_unsigned(struct av_buffer *out, uint64_t value);
void av_json_hex(struct av_buffer *out, uint64_t value);
void av_json_bool(struct av_buffer *out, bool value);
/* `value` rounded to JSON_DIGITS digits. */
struct av_decimal av_json_round(struct av_decimal value);
/* The shortest number that names the double nearest to `value`. */
void av_json_decimal(struct av_buffer *out, struct av_decimal value);
/* Whether `value` can be a JSON number at all: readers fail above the largest double. */
bool av_json_can_hold_large(struct av_decimal value);
static inline bool av_json_can_hold(const struct av_decimal *value)
{
	return value->exponent < JSON_SURE_POWER || av_json_can_hold_large(*value);
}
/* Whether json_decimal says exactly `value`. */
bool av_json_is_exact(struct av_decimal value);

#endif
