/* SPDX-License-Identifier: MIT
 * JSON's strings and numbers. Strings are copied eight bytes at a time up to the next
 * byte that needs an escape; numbers are printed from the decimal's own digits, so no
 * locale and no binary fraction comes between. */
#include "json.h"

#include <float.h>

#define ONES UINT64_C(0x0101010101010101)
#define HIGH_BITS (ONES * 0x80)
/* Powers of ten from which on, and below which, numbers are written with an exponent:
 * as jansson does, and within what a 64-bit integer holds. */
#define MOST_PLAIN_DIGITS 18
#define LEAST_PLAIN_POINT (-3)
#define NUMBER_BYTES 48
#define HEX_BYTES 18

static const char hex_digits[] = "0123456789ABCDEF";

/* The letter of a short escape, 0 if there is none. */
static char short_escape(unsigned char c)
{
	static const char letters[0x5d] = {
		['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r',
		['\t'] = 't', ['"'] = '"', ['\\'] = '\\',
	};
	return c < sizeof letters ? letters[c] : 0;
}

static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\';
}

static uint64_t zero_bytes(uint64_t word)
{
	return (word - ONES) & ~word & HIGH_BITS;
}

/* Not 0 if one of eight bytes needs an escape. */
static uint64_t needs_escape(uint64_t word)
{
	return ((word - ONES * 0x20) & ~word & HIGH_BITS) | zero_bytes(word ^ ONES * '"') |
	       zero_bytes(word ^ ONES * '\\');
}

static char *escape_one(char *to, unsigned char c)
{
	char letter = short_escape(c);
	*to++ = '\\';
	if (letter) {
		*to++ = letter;
		return to;
	}
	memcpy(to, "u00", 3);
	to[3] = hex_digits[c >> 4];
	to[4] = hex_digits[c & 15];
	return to + 5;
}

static char *escape_bytes(char *to, const char *from, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		unsigned char c = (unsigned char)from[i];
		if (is_plain(c))
			*to++ = (char)c;
		else
			to = escape_one(to, c);
	}
	return to;
}

/* Less than eight bytes: from four on they are two fours that may overlap. */
static inline char *escape_few(char *to, const char *from, size_t count)
{
	uint32_t first, last;
	if (count < 4)
		return escape_bytes(to, from, count);
	memcpy(&first, from, 4);
	memcpy(&last, from + count - 4, 4);
	if (needs_escape((uint64_t)first << 32 | last))
		return escape_bytes(to, from, count);
	memcpy(to, &first, 4);
	memcpy(to + count - 4, &last, 4);
	return to + count;
}

/* Eight bytes at a time; the last are eight again with some of those before them, and where
 * none of these needs an escape they are copied once more. */
static inline char *escape(char *to, struct av_str s)
{
	const char *from = s.at;
	size_t left = s.length;
	uint64_t word;
	if (left < 8)
		return escape_few(to, from, left);
	for (; left >= 8; from += 8, left -= 8) {
		memcpy(&word, from, 8);
		if (needs_escape(word)) {
			to = escape_bytes(to, from, 8);
			continue;
		}
		memcpy(to, &word, 8);
		to += 8;
	}
	memcpy(&word, from + left - 8, 8);
	if (needs_escape(word))
		return escape_bytes(to, from, left);
	memcpy(to + left - 8, &word, 8);
	return to + left;
}

void av_json_escape(struct av_buffer *out, struct av_str s)
{
	char *to = av_buffer_reserve(out, s.length * 6);
	if (to)
		out->length = (size_t)(escape(to, s) - out->at);
}

void av_json_text(struct av_buffer *out, struct av_str s)
{
	char *to = av_json_room(out, s.length * 6 + 2);
	if (!to)
		return;
	*to++ = '"';
	to = escape(to, s);
	*to++ = '"';
	out->length = (size_t)(to - out->at);
}

void av_json_bool(struct av_buffer *out, bool value)
{
	av_json_raw(out, value ? AV_STR("true") : AV_STR("false"));
}

static inline char *put_two(char *end, unsigned value)
{
	static const char pairs[] = "0001020304050607080910111213141516171819"
				    "2021222324252627282930313233343536373839"
				    "4041424344454647484950515253545556575859"
				    "6061626364656667686970717273747576777879"
				    "8081828384858687888990919293949596979899";
	memcpy(end - 2, pairs + 2 * value, 2);
	return end - 2;
}

/* Writes the digits of `value` so that they end at `end`; returns where they begin. */
static inline char *digits_before(char *end, uint64_t value)
{
	for (; value >= 100; value /= 100)
		end = put_two(end, (unsigned)(value % 100));
	if (value >= 10)
		return put_two(end, (unsigned)value);
	*--end = (char)('0' + value);
	return end;
}

static inline unsigned digit_count(uint64_t value)
{
	unsigned count = 1;
	for (; value >= 10000; value /= 10000)
		count += 4;
	return count + (value >= 10) + (value >= 100) + (value >= 1000);
}

void av_json_unsigned(struct av_buffer *out, uint64_t value)
{
	unsigned count = digit_count(value);
	char *to = av_json_room(out, count);
	if (!to)
		return;
	digits_before(to + count, value);
	out->length += count;
}

void av_json_hex(struct av_buffer *out, uint64_t value)
{
	static const char lower[] = "0123456789abcdef";
	char *digits = av_json_room(out, HEX_BYTES);
	if (!digits)
		return;
	digits[0] = digits[17] = '"';
	for (int i = 16; i > 0; i--, value >>= 4)
		digits[i] = lower[value & 15];
	out->length += HEX_BYTES;
}

/* A number as its digits and a power of ten. */
struct digits {
	uint64_t coefficient;
	int32_t exponent;
};

static uint64_t power_of_ten(unsigned power)
{
	uint64_t result = 1;
	while (power--)
		result *= 10;
	return result;
}

/* Rounds half to even to `count` digits (at most 18) and takes zeros off the end. */
static struct digits round_to(struct av_decimal value, unsigned count)
{
	unsigned __int128 rest = value.coefficient;
	struct digits out = { 0, value.exponent };
	uint64_t bound = power_of_ten(count);
	unsigned last = 0;
	bool more = false;
	while (rest >= bound) {
		more |= last != 0;
		last = (unsigned)(rest % 10);
		rest /= 10;
		out.exponent++;
	}
	out.coefficient = (uint64_t)rest;
	if (last > 5 || (last == 5 && (more || (out.coefficient & 1))))
		out.coefficient++;
	while (out.coefficient && out.coefficient % 10 == 0) {
		out.coefficient /= 10;
		out.exponent++;
	}
	return out;
}

static char *put_zeros(char *to, int count)
{
	for (int i = 0; i < count; i++)
		*to++ = '0';
	return to;
}

static char *put_bytes(char *to, const char *from, int count)
{
	memcpy(to, from, (size_t)count);
	return to + count;
}

/* d.ddde-12 */
static char *put_scientific(char *to, const char *digits, int count, int power)
{
	char room[12];
	*to++ = digits[0];
	if (count > 1) {
		*to++ = '.';
		to = put_bytes(to, digits + 1, count - 1);
	}
	*to++ = 'e';
	if (power < 0)
		*to++ = '-';
	int64_t size = power < 0 ? -(int64_t)power : power;
	char *at = digits_before(room + sizeof room, (uint64_t)size);
	return put_bytes(to, at, (int)(room + sizeof room - at));
}

/* `point` digits stand before the decimal point. */
static char *put_plain(char *to, const char *digits, int count, int point)
{
	if (point <= 0) {
		to = put_bytes(to, "0.", 2);
		to = put_zeros(to, -point);
		return put_bytes(to, digits, count);
	}
	if (point >= count)
		return put_zeros(put_bytes(to, digits, count), point - count);
	to = put_bytes(to, digits, point);
	*to++ = '.';
	return put_bytes(to, digits + point, count - point);
}

static void put_number(struct av_buffer *out, struct digits number, bool negative)
{
	char room[20];
	char *digits = digits_before(room + sizeof room, number.coefficient);
	int count = (int)(room + sizeof room - digits), point = count + number.exponent;
	char *start = av_buffer_reserve(out, NUMBER_BYTES), *to = start;
	if (!start)
		return;
	if (negative && number.coefficient)
		*to++ = '-';
	if (!number.coefficient)
		*to++ = '0';
	else if (point > MOST_PLAIN_DIGITS || point < LEAST_PLAIN_POINT)
		to = put_scientific(to, digits, count, point - 1);
	else
		to = put_plain(to, digits, count, point);
	out->length += (size_t)(to - start);
}

static double double_of(struct digits digits)
{
	return av_decimal_to_double((struct av_decimal){ .coefficient = digits.coefficient,
							 .exponent = digits.exponent });
}

/* So few digits always come back unharmed. */
static bool is_short(struct av_decimal value)
{
	return value.coefficient < UINT64_C(1000000000000000) && value.exponent < 280 &&
	       value.exponent > -280;
}

struct av_decimal av_json_round(struct av_decimal value)
{
	if (is_short(value))
		return value;
	struct digits digits = round_to(value, JSON_DIGITS);
	return (struct av_decimal){ .coefficient = digits.coefficient,
				    .exponent = digits.exponent,
				    .negative = value.negative };
}

bool av_json_is_exact(struct av_decimal value)
{
	return is_short(value) || av_decimal_fits_double(value);
}

bool av_json_can_hold_large(struct av_decimal value)
{
	value.negative = false;
	return av_decimal_to_double(value) <= DBL_MAX;
}

void av_json_decimal(struct av_buffer *out, struct av_decimal value)
{
	if (is_short(value)) {
		put_number(out, round_to(value, JSON_DIGITS), value.negative);
		return;
	}
	struct av_decimal size = value;
	size.negative = false;
	double wanted = av_decimal_to_double(size);
	struct digits digits = round_to(value, JSON_DIGITS);
	for (unsigned count = JSON_DIGITS + 1; count <= 17 && double_of(digits) != wanted; count++)
		digits = round_to(value, count);
	put_number(out, digits, value.negative);
}
