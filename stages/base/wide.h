/* SPDX-License-Identifier: MIT
 * What the files of decimal arithmetic share: the normal form, helpers of 128 bits, and
 * whole numbers of 256 bits, which a product or a sum needs before it is rounded. */
#ifndef AV_WIDE_H
#define AV_WIDE_H

#include "inner/decimal.h"

typedef unsigned __int128 av_u128;

#define AV_DECIMAL_DIGITS 38 /* most digits a coefficient holds */
/* An exponent never leaves these bounds: results beyond are rounded to zero or to the
 * largest number there is. Far from what any text states, and from int32's ends. */
#define AV_EXPONENT_MAX 1000000

extern const av_u128 av_powers_of_ten[AV_DECIMAL_DIGITS + 1];

/* Decimal digits of `x`; 0 has none. */
unsigned av_u128_digits(av_u128 x);
/* `a` without trailing zeros, its exponent inside the bounds, zero always the same. */
struct av_decimal av_decimal_normal(struct av_decimal a);
/* `coefficient` rounded half to even by one last dropped `digit` and whether anything
 * but zeros followed it. */
av_u128 av_round_half_even(av_u128 coefficient, unsigned digit, bool sticky);

#define AV_WIDE_DIGITS 77 /* every number of so many digits fits */

struct av_wide {
	av_u128 high, low;
};

static inline struct av_wide av_wide_of(av_u128 low)
{
	return (struct av_wide){ 0, low };
}
struct av_wide av_wide_times(struct av_wide a, av_u128 b);
struct av_wide av_wide_plus(struct av_wide a, struct av_wide b);
/* a - b, for a >= b. */
struct av_wide av_wide_minus(struct av_wide a, struct av_wide b);
int av_wide_compare(struct av_wide a, struct av_wide b);
/* Rounds half to even to 38 digits; returns how many digits were dropped, sets
 * `*rounded` where any of them was not zero. */
unsigned av_wide_round(struct av_wide *a, bool *rounded);

#endif
