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

static inline void json_raw(struct av_buffer *out, struct av_str s)
{
	char *at = out->capacity - out->length >= s.length && out->at && !out->failed
			   ? out->at + out->length
			   : av_buffer_reserve(out, s.length);
	if (!at)
		return;
	memcpy(at, s.at, s.length);
	out->length += s.length;
}

/* A string's inside, escaped, without its quotation marks. */
void json_escape(struct av_buffer *out, struct av_str s);
/* A string. */
void json_text(struct av_buffer *out, struct av_str s);
void json_name(struct av_buffer *out, const char *name);
void json_unsigned(struct av_buffer *out, uint64_t value);
void json_hex(struct av_buffer *out, uint64_t value);
void json_bool(struct av_buffer *out, bool value);
/* A number of at most JSON_DIGITS digits. */
void json_rounded(struct av_buffer *out, struct av_decimal value);
/* The shortest number that names the double nearest to `value`. */
void json_decimal(struct av_buffer *out, struct av_decimal value);
/* Whether `value` can be a JSON number at all: readers fail above the largest double. */
bool json_can_hold(struct av_decimal value);
/* Whether json_decimal says exactly `value`. */
bool json_is_exact(struct av_decimal value);

#endif
