/* SPDX-License-Identifier: MIT
 * Writing JSON straight into a buffer. No tree is built: a record costs what its bytes
 * cost. Text is UTF-8 that the read stage has already checked; what comes out is byte
 * for byte what jansson prints in its compact form. */
#ifndef AV_JSON_H
#define AV_JSON_H

#include "inner/arena.h"
#include "inner/decimal.h"
#include "inner/span.h"
#include "inner/str.h"

/* Digits that a JSON reader that keeps doubles gets back unharmed. */
#define JSON_DIGITS 15

static inline void av_json_raw(struct av_buffer *out, struct av_str s)
{
	char *at = out->capacity - out->length >= s.length && out->at && !out->failed
			   ? out->at + out->length
			   : av_buffer_reserve(out, s.length);
	if (!at || !s.length)
		return;
	memcpy(at, s.at, s.length);
	out->length += s.length;
}

/* A constant piece of at most KEY_ROOM bytes, with as many behind it to be read: it is
 * copied by one instruction or two instead of by a call. */
#define KEY_ROOM 24
#define KEY_PADDING "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define KEY(text) { text KEY_PADDING, sizeof(text) - 1 }
static inline void av_json_key(struct av_buffer *out, struct av_str key)
{
	char *at = out->capacity - out->length >= KEY_ROOM && !out->failed
			   ? out->at + out->length
			   : av_buffer_reserve(out, KEY_ROOM);
	if (!at)
		return;
	memcpy(at, key.at, KEY_ROOM);
	out->length += key.length;
}

/* A string's inside, escaped, without its quotation marks. */
void av_json_escape(struct av_buffer *out, struct av_str s);
/* A string. */
void av_json_text(struct av_buffer *out, struct av_str s);
void av_json_name(struct av_buffer *out, const char *name);
void av_json_unsigned(struct av_buffer *out, uint64_t value);
void av_json_hex(struct av_buffer *out, uint64_t value);
void av_json_bool(struct av_buffer *out, bool value);
/* `value` rounded to JSON_DIGITS digits. */
struct av_decimal av_json_round(struct av_decimal value);
/* The shortest number that names the double nearest to `value`. */
void av_json_decimal(struct av_buffer *out, struct av_decimal value);
/* Whether `value` can be a JSON number at all: readers fail above the largest double. */
bool av_json_can_hold(struct av_decimal value);
/* Whether json_decimal says exactly `value`. */
bool av_json_is_exact(struct av_decimal value);

#endif
