/* SPDX-License-Identifier: MIT
 * Decimals as text and as doubles. Printing writes digits itself: it runs several times
 * a record. Nothing here depends on the locale: what goes to strtod has no point. */
#include "inner/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "wide.h"

/* Digits that every double holds, and the most one needs. */
#define SURE_DIGITS 15
#define DOUBLE_DIGITS 17
/* Powers of ten that a double holds exactly, and the whole numbers. */
#define EXACT_POWER 22
#define EXACT_WHOLE ((av_u128)1 << 53)

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits as they come in: the first 38 are kept, the rest only rounds. */
struct reader {
	av_u128 coefficient;
	unsigned kept, next; /* digits kept; the first one that was not */
	uint32_t dropped;
	bool sticky;
};

static void read_digit(struct reader *reader, unsigned digit)
{
	if (reader->kept < AV_DECIMAL_DIGITS) {
		reader->coefficient = reader->coefficient * 10 + digit;
		reader->kept += reader->coefficient != 0;
	} else if (reader->dropped++ == 0) {
		reader->next = digit;
	} else {
		reader->sticky |= digit != 0;
	}
}

/* Reads digits off the front of `*rest`; returns how many. */
static size_t read_digits(struct av_str *rest, struct reader *reader)
{
	size_t count = 0;
	while (count < rest->length && is_digit(rest->at[count]))
		read_digit(reader, (unsigned)(rest->at[count++] - '0'));
	*rest = av_str_of(rest->at + count, rest->length - count);
	return count;
}

static bool take(struct av_str *rest, char c)
{
	if (!rest->length || *rest->at != c)
		return false;
	*rest = av_str_of(rest->at + 1, rest->length - 1);
	return true;
}

static bool take_sign(struct av_str *rest)
{
	bool negative = take(rest, '-');
	if (!negative)
		take(rest, '+');
	return negative;
}

/* An exponent behind e; far more than AV_EXPONENT_MAX stays just that. */
static bool read_exponent(struct av_str *rest, int32_t *exponent)
{
	if (!take(rest, 'e') && !take(rest, 'E'))
		return true;
	bool negative = take_sign(rest);
	int32_t value = 0;
	size_t count = 0;
	for (; count < rest->length && is_digit(rest->at[count]); count++)
		if (value <= AV_EXPONENT_MAX)
			value = value * 10 + (rest->at[count] - '0');
	*rest = av_str_of(rest->at + count, rest->length - count);
	*exponent = negative ? -value : value;
	return count > 0;
}

bool av_decimal_parse(struct av_str text, struct av_decimal *out)
{
	if (!text.length || text.length > AV_EXPONENT_MAX)
		return false;
	struct reader reader = { 0 };
	bool negative = take_sign(&text);
	size_t whole = read_digits(&text, &reader);
	size_t places = take(&text, '.') ? read_digits(&text, &reader) : 0;
	int32_t exponent = 0;
	if (!(whole + places) || !read_exponent(&text, &exponent) || text.length)
		return false;
	struct av_decimal a = { .negative = negative };
	a.coefficient = av_round_half_even(reader.coefficient, reader.next, reader.sticky);
	a.exponent = exponent + (int32_t)reader.dropped - (int32_t)places;
	a.rounded = reader.next || reader.sticky;
	*out = av_decimal_normal(a);
	return true;
}

/* Writes the digits of `x` so that they end before `end`; returns where they begin. */
static char *write_digits(av_u128 x, char *end)
{
	for (; x > UINT64_MAX; x /= 10)
		*--end = (char)('0' + (unsigned)(x % 10));
	uint64_t rest = (uint64_t)x;
	do
		*--end = (char)('0' + rest % 10);
	while (rest /= 10);
	return end;
}

static char *copy(char *out, const char *from, size_t length)
{
	memcpy(out, from, length);
	return out + length;
}

static char *fill_zeros(char *out, size_t count)
{
	memset(out, '0', count);
	return out + count;
}

/* 1.2345e+30 */
static char *print_scientific(char *out, const char *digits, size_t count, int32_t top)
{
	char exponent[16], *end = exponent + sizeof exponent;
	*out++ = *digits;
	if (count > 1) {
		*out++ = '.';
		out = copy(out, digits + 1, count - 1);
	}
	*out++ = 'e';
	*out++ = top < 0 ? '-' : '+';
	char *at = write_digits((av_u128)(top < 0 ? -top : top), end);
	return copy(out, at, (size_t)(end - at));
}

/* `top` is the power of ten of the first digit. */
static char *print_plain(char *out, const char *digits, size_t count, int32_t top)
{
	if (top < 0) {
		*out++ = '0';
		*out++ = '.';
		out = fill_zeros(out, (size_t)(-top - 1));
		return copy(out, digits, count);
	}
	size_t whole = (size_t)top + 1;
	if (whole >= count)
		return fill_zeros(copy(out, digits, count), whole - count);
	out = copy(out, digits, whole);
	*out++ = '.';
	return copy(out, digits + whole, count - whole);
}

unsigned av_decimal_print(struct av_decimal a, char out[AV_DECIMAL_TEXT])
{
	char buffer[40], *end = buffer + sizeof buffer, *at = out;
	a = av_decimal_normal(a);
	char *digits = write_digits(a.coefficient, end);
	size_t count = (size_t)(end - digits);
	int32_t top = (int32_t)count - 1 + a.exponent;
	if (a.negative)
		*at++ = '-';
	bool plain = top >= -6 && top < 21;
	at = (plain ? print_plain : print_scientific)(at, digits, count, top);
	return (unsigned)(at - out);
}

static double double_of_text(struct av_decimal a)
{
	char text[AV_DECIMAL_TEXT], buffer[40], *end = buffer + sizeof buffer;
	char *digits = write_digits(a.coefficient, end);
	snprintf(text, sizeof text, "%.*se%d", (int)(end - digits), digits, (int)a.exponent);
	return strtod(text, NULL);
}

/* Both operands are exact, so the one operation rounds once. */
static double double_of_small(struct av_decimal a)
{
	static const double powers[EXACT_POWER + 1] = {
		1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
		1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
	};
	double whole = (double)(uint64_t)a.coefficient;
	return a.exponent < 0 ? whole / powers[-a.exponent] : whole * powers[a.exponent];
}

double av_decimal_to_double(struct av_decimal a)
{
	bool small = a.coefficient < EXACT_WHOLE && a.exponent >= -EXACT_POWER &&
		     a.exponent <= EXACT_POWER;
	double value = small ? double_of_small(a) : double_of_text(a);
	return a.negative ? -value : value;
}

/* The decimal of `digits` digits that is nearest to `value`, whatever the locale's point. */
static struct av_decimal nearest_of_digits(double value, int digits)
{
	char text[AV_DECIMAL_TEXT];
	struct av_decimal out = { .negative = value < 0 };
	int length = snprintf(text, sizeof text, "%.*e", digits - 1, value);
	int at = 0;
	for (; at < length && text[at] != 'e'; at++)
		if (is_digit(text[at]))
			out.coefficient = out.coefficient * 10 + (unsigned)(text[at] - '0');
	struct av_str rest = av_str_of(text + at, (size_t)(length - at));
	read_exponent(&rest, &out.exponent);
	out.exponent -= digits - 1;
	return av_decimal_normal(out);
}

bool av_decimal_fits_double(struct av_decimal a)
{
	a = av_decimal_normal(a);
	unsigned digits = av_u128_digits(a.coefficient);
	if (a.rounded || digits > DOUBLE_DIGITS)
		return false;
	if (digits <= SURE_DIGITS && a.exponent >= -300 && a.exponent <= 290)
		return true;
	double value = av_decimal_to_double(a);
	if (!isfinite(value) || value == 0)
		return false;
	for (int count = 1; count <= DOUBLE_DIGITS; count++) {
		struct av_decimal nearest = nearest_of_digits(value, count);
		if (av_decimal_to_double(nearest) == value)
			return av_decimal_compare(nearest, a) == 0;
	}
	return false;
}
