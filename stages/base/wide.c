/* SPDX-License-Identifier: MIT
 * 256-bit arithmetic and the tables and normal form that all decimal files share. Slow
 * next to 128 bits and rarely used: plain beats clever here. */
#include "wide.h"

#define E19 ((av_u128)10000000000000000000u)
const av_u128 av_powers_of_ten[AV_DECIMAL_DIGITS + 1] = {
	1u, 10u, 100u, 1000u, 10000u, 100000u, 1000000u, 10000000u, 100000000u, 1000000000u,
	10000000000u, 100000000000u, 1000000000000u, 10000000000000u, 100000000000000u,
	1000000000000000u, 10000000000000000u, 100000000000000000u, 1000000000000000000u, E19,
	E19 * 10u, E19 * 100u, E19 * 1000u, E19 * 10000u, E19 * 100000u, E19 * 1000000u,
	E19 * 10000000u, E19 * 100000000u, E19 * 1000000000u, E19 * 10000000000u,
	E19 * 100000000000u, E19 * 1000000000000u, E19 * 10000000000000u,
	E19 * 100000000000000u, E19 * 1000000000000000u, E19 * 10000000000000000u,
	E19 * 100000000000000000u, E19 * 1000000000000000000u, E19 * E19,
};

unsigned av_u128_digits(av_u128 x)
{
	unsigned digits = 0;
	if (x >= E19) {
		x /= E19;
		digits = 19;
	}
	uint64_t rest = (uint64_t)x;
	if (!rest)
		return digits;
	/* 1233 / 4096 is just above log10(2) */
	unsigned guess = (64u - (unsigned)__builtin_clzll(rest)) * 1233u >> 12;
	return digits + guess + (rest >= (uint64_t)av_powers_of_ten[guess]);
}

av_u128 av_round_half_even(av_u128 coefficient, unsigned digit, bool sticky)
{
	bool up = digit > 5 || (digit == 5 && (sticky || (coefficient & 1)));
	return coefficient + up;
}

/* Trailing zeros off; both loops end quickly as figures have few of them. */
static void strip_zeros(struct av_decimal *a)
{
	while (a->coefficient > UINT64_MAX && a->coefficient % 10 == 0) {
		a->coefficient /= 10;
		a->exponent++;
	}
	if (a->coefficient > UINT64_MAX)
		return;
	uint64_t rest = (uint64_t)a->coefficient;
	while (rest % 10 == 0) {
		rest /= 10;
		a->exponent++;
	}
	a->coefficient = rest;
}

struct av_decimal av_decimal_normal(struct av_decimal a)
{
	if (!a.coefficient)
		return (struct av_decimal){ .rounded = a.rounded };
	strip_zeros(&a);
	if (a.exponent < -AV_EXPONENT_MAX)
		return (struct av_decimal){ .rounded = true };
	if (a.exponent > AV_EXPONENT_MAX) {
		a.exponent = AV_EXPONENT_MAX;
		a.rounded = true;
	}
	return a;
}

static struct av_wide times_128(av_u128 a, av_u128 b)
{
	uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64);
	uint64_t b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);
	av_u128 low = (av_u128)a0 * b0, middle = (av_u128)a1 * b0, other = (av_u128)a0 * b1;
	middle += low >> 64; /* can't overflow: (2^64-1)^2 + 2^64 - 1 < 2^128 */
	other += (uint64_t)middle;
	struct av_wide out;
	out.low = other << 64 | (uint64_t)low;
	out.high = (av_u128)a1 * b1 + (middle >> 64) + (other >> 64);
	return out;
}

struct av_wide av_wide_times(struct av_wide a, av_u128 b)
{
	struct av_wide out = times_128(a.low, b);
	out.high += a.high * b;
	return out;
}

struct av_wide av_wide_plus(struct av_wide a, struct av_wide b)
{
	struct av_wide out = { a.high + b.high, a.low + b.low };
	out.high += out.low < a.low;
	return out;
}

struct av_wide av_wide_minus(struct av_wide a, struct av_wide b)
{
	return (struct av_wide){ a.high - b.high - (a.low < b.low), a.low - b.low };
}

int av_wide_compare(struct av_wide a, struct av_wide b)
{
	if (a.high != b.high)
		return a.high < b.high ? -1 : 1;
	return (a.low > b.low) - (a.low < b.low);
}

/* Divides by ten, returns the digit that falls off. */
static unsigned drop_digit(struct av_wide *a)
{
	if (!a->high) {
		unsigned digit = (unsigned)(a->low % 10);
		a->low /= 10;
		return digit;
	}
	uint64_t limbs[4] = { (uint64_t)(a->high >> 64), (uint64_t)a->high,
			      (uint64_t)(a->low >> 64), (uint64_t)a->low };
	unsigned rest = 0;
	for (int i = 0; i < 4; i++) {
		av_u128 part = (av_u128)rest << 64 | limbs[i];
		limbs[i] = (uint64_t)(part / 10);
		rest = (unsigned)(part % 10);
	}
	a->high = (av_u128)limbs[0] << 64 | limbs[1];
	a->low = (av_u128)limbs[2] << 64 | limbs[3];
	return rest;
}

unsigned av_wide_round(struct av_wide *a, bool *rounded)
{
	unsigned dropped = 0, digit = 0;
	bool sticky = false;
	while (a->high || a->low >= av_powers_of_ten[AV_DECIMAL_DIGITS]) {
		sticky |= digit != 0;
		digit = drop_digit(a);
		dropped++;
	}
	*rounded = sticky || digit != 0;
	a->low = av_round_half_even(a->low, digit, sticky);
	return dropped;
}
