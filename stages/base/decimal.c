/* SPDX-License-Identifier: MIT
 * Exact decimal arithmetic. Figures in text are short, so every operation first tries
 * 64 or 128 bits; what does not fit goes through 256 bits (wide.c) and is
 * rounded half to even only where it has more than 38 digits. */
#include "inner/decimal.h"

#include "wide.h"

#define QUOTIENT_DIGITS 34 /* of a quotient that does not end */

struct av_decimal av_decimal_of(int64_t value)
{
	struct av_decimal a = { .negative = value < 0 };
	a.coefficient = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	return value % 10 ? a : av_decimal_normal(a);
}

struct av_decimal av_decimal_negate(struct av_decimal a)
{
	a.negative = a.coefficient != 0 && !a.negative;
	return a;
}

/* The decimal wide * 10^exponent, rounded to what a coefficient holds. */
static struct av_decimal decimal_of_wide(struct av_wide wide, int32_t exponent)
{
	struct av_decimal out = { 0 };
	unsigned dropped = av_wide_round(&wide, &out.rounded);
	out.coefficient = wide.low;
	out.exponent = exponent + (int32_t)dropped;
	return out;
}

static struct av_decimal finish(struct av_decimal out, struct av_decimal a, struct av_decimal b)
{
	out.rounded |= a.rounded || b.rounded;
	return av_decimal_normal(out);
}

/* high * 10^gap + low (or - low) by magnitude, for a gap that 128 bits can't close.
 * Beyond 77 digits `low` can't reach the digits that are kept. */
static struct av_decimal add_far(struct av_decimal high, struct av_decimal low, uint32_t gap)
{
	if (av_u128_digits(high.coefficient) + gap > AV_WIDE_DIGITS) {
		high.rounded = true;
		return high;
	}
	struct av_wide sum = av_wide_of(high.coefficient);
	for (; gap > AV_DECIMAL_DIGITS; gap -= AV_DECIMAL_DIGITS)
		sum = av_wide_times(sum, av_powers_of_ten[AV_DECIMAL_DIGITS]);
	sum = av_wide_times(sum, av_powers_of_ten[gap]);
	struct av_wide term = av_wide_of(low.coefficient);
	bool alike = high.negative == low.negative;
	bool swapped = !alike && av_wide_compare(sum, term) < 0;
	struct av_wide result = alike     ? av_wide_plus(sum, term)
				: swapped ? av_wide_minus(term, sum)
					  : av_wide_minus(sum, term);
	struct av_decimal out = decimal_of_wide(result, low.exponent);
	out.negative = swapped ? low.negative : high.negative;
	return out;
}

/* Sum of two decimals of one exponent whose coefficients are below 10^38. */
static struct av_decimal add_aligned(struct av_decimal a, struct av_decimal b)
{
	struct av_decimal out = { .exponent = a.exponent, .negative = a.negative };
	if (a.negative == b.negative) {
		out = decimal_of_wide(av_wide_of(a.coefficient + b.coefficient), a.exponent);
		out.negative = a.negative;
	} else if (a.coefficient >= b.coefficient) {
		out.coefficient = a.coefficient - b.coefficient;
	} else {
		out.coefficient = b.coefficient - a.coefficient;
		out.negative = b.negative;
	}
	return out;
}

struct av_decimal av_decimal_add(struct av_decimal a, struct av_decimal b)
{
	if (!b.coefficient || !a.coefficient)
		return finish(a.coefficient ? a : b, a, b);
	struct av_decimal high = a.exponent >= b.exponent ? a : b;
	struct av_decimal low = a.exponent >= b.exponent ? b : a;
	uint32_t gap = (uint32_t)(high.exponent - low.exponent);
	if (gap && av_u128_digits(high.coefficient) + gap > AV_DECIMAL_DIGITS)
		return finish(add_far(high, low, gap), a, b);
	high.coefficient *= av_powers_of_ten[gap];
	high.exponent = low.exponent;
	return finish(add_aligned(high, low), a, b);
}

struct av_decimal av_decimal_subtract(struct av_decimal a, struct av_decimal b)
{
	return av_decimal_add(a, av_decimal_negate(b));
}

struct av_decimal av_decimal_multiply(struct av_decimal a, struct av_decimal b)
{
	struct av_decimal out = { 0 };
	int32_t exponent = a.exponent + b.exponent;
	if ((a.coefficient | b.coefficient) >> 62 == 0) {
		out.coefficient = a.coefficient * b.coefficient;
		out.exponent = exponent;
	} else {
		struct av_wide product = av_wide_times(av_wide_of(a.coefficient), b.coefficient);
		out = decimal_of_wide(product, exponent);
	}
	out.negative = a.negative != b.negative;
	return finish(out, a, b);
}

/* The next digit of rest / divisor: rest * 10 may not fit 128 bits, so it is added up. */
static unsigned next_digit(av_u128 *rest, av_u128 divisor)
{
	if (divisor <= UINT64_MAX / 10) { /* rest is smaller still */
		uint64_t tenfold = (uint64_t)*rest * 10;
		*rest = tenfold % (uint64_t)divisor;
		return (unsigned)(tenfold / (uint64_t)divisor);
	}
	if (*rest <= ~(av_u128)0 / 10) {
		unsigned digit = (unsigned)(*rest * 10 / divisor);
		*rest = *rest * 10 % divisor;
		return digit;
	}
	av_u128 sum = 0;
	unsigned digit = 0;
	for (int i = 0; i < 10; i++) {
		bool over = sum >= divisor - *rest;
		sum = over ? sum - (divisor - *rest) : sum + *rest;
		digit += over;
	}
	*rest = sum;
	return digit;
}

/* Cuts a quotient that does not end down to QUOTIENT_DIGITS. */
static void round_quotient(struct av_decimal *out)
{
	unsigned excess = av_u128_digits(out->coefficient) - QUOTIENT_DIGITS;
	av_u128 unit = av_powers_of_ten[excess - 1];
	av_u128 kept = out->coefficient / unit;
	out->coefficient = av_round_half_even(kept / 10, (unsigned)(kept % 10), true);
	out->exponent += (int32_t)excess;
	out->rounded = true;
}

struct av_decimal av_decimal_divide(struct av_decimal a, struct av_decimal b)
{
	if (!b.coefficient)
		return (struct av_decimal){ .rounded = true };
	a = av_decimal_normal(a);
	b = av_decimal_normal(b);
	struct av_decimal out = { .exponent = a.exponent - b.exponent };
	out.negative = a.negative != b.negative;
	out.coefficient = a.coefficient / b.coefficient;
	av_u128 rest = a.coefficient % b.coefficient;
	while (rest && out.coefficient < av_powers_of_ten[AV_DECIMAL_DIGITS - 1]) {
		out.coefficient = out.coefficient * 10 + next_digit(&rest, b.coefficient);
		out.exponent--;
	}
	if (rest)
		round_quotient(&out);
	return finish(out, a, b);
}

struct av_decimal av_decimal_power(struct av_decimal base, unsigned exponent)
{
	struct av_decimal out = av_decimal_of(1);
	base = av_decimal_normal(base);
	for (; exponent; exponent >>= 1) {
		if (exponent & 1)
			out = av_decimal_multiply(out, base);
		base = av_decimal_multiply(base, base);
	}
	return out;
}

struct av_decimal av_decimal_scale(struct av_decimal a, int32_t power_of_ten)
{
	int64_t exponent = (int64_t)a.exponent + power_of_ten;
	const int64_t limit = 2 * AV_EXPONENT_MAX;
	exponent = exponent > limit ? limit : exponent < -limit ? -limit : exponent;
	a.exponent = (int32_t)exponent;
	return av_decimal_normal(a);
}

/* Order of two positive decimals. */
static int compare_magnitude(struct av_decimal a, struct av_decimal b)
{
	if (a.exponent == b.exponent)
		return (a.coefficient > b.coefficient) - (a.coefficient < b.coefficient);
	int64_t top_a = (int64_t)av_u128_digits(a.coefficient) + a.exponent;
	int64_t top_b = (int64_t)av_u128_digits(b.coefficient) + b.exponent;
	if (top_a != top_b)
		return top_a < top_b ? -1 : 1;
	/* equally long, so what is brought to the other's exponent has at most 38 digits */
	int32_t gap = a.exponent - b.exponent;
	if (gap > 0)
		a.coefficient *= av_powers_of_ten[gap];
	else
		b.coefficient *= av_powers_of_ten[-gap];
	return (a.coefficient > b.coefficient) - (a.coefficient < b.coefficient);
}

int av_decimal_compare(struct av_decimal a, struct av_decimal b)
{
	int sign_a = !a.coefficient ? 0 : a.negative ? -1 : 1;
	int sign_b = !b.coefficient ? 0 : b.negative ? -1 : 1;
	if (sign_a != sign_b || !sign_a)
		return (sign_a > sign_b) - (sign_a < sign_b);
	return sign_a * compare_magnitude(a, b);
}

bool av_decimal_is_integer(struct av_decimal a)
{
	return a.exponent >= 0 || av_decimal_normal(a).exponent >= 0;
}

bool av_decimal_to_int(struct av_decimal a, int64_t *out)
{
	if (a.exponent)
		a = av_decimal_normal(a);
	if (a.exponent < 0 || a.exponent > 18 || a.coefficient > INT64_MAX)
		return false;
	av_u128 value = a.coefficient * av_powers_of_ten[a.exponent];
	if (value > INT64_MAX)
		return false;
	*out = a.negative ? -(int64_t)value : (int64_t)value;
	return true;
}
