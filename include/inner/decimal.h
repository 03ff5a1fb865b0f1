/* SPDX-License-Identifier: MIT
 * Exact decimals: sign, a coefficient of up to 38 digits, a power of ten. A number
 * with more digits than that is rounded to 38 and says so (`rounded`); its digits stay
 * readable in the source. Nothing here uses floating point but the last conversion. */
#ifndef AV_DECIMAL_H
#define AV_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

struct av_decimal {
	/* aligned as the rest is: a quarter of all memory would be padding otherwise */
	unsigned __int128 coefficient __attribute__((packed, aligned(8)));
	int32_t exponent; /* value = coefficient * 10^exponent */
	bool negative;
	bool rounded; /* the true value has more digits than the coefficient holds */
	uint8_t spare[2]; /* for AV_PACKED_BEGIN (inner/packed.h) */
};

#define AV_DECIMAL_TEXT 64 /* bytes that av_decimal_print needs at most */

struct av_decimal av_decimal_of(int64_t value);
/* Plain digits with at most one '.', optional sign, optional e±N. false: not a number. */
bool av_decimal_parse(struct av_str text, struct av_decimal *out);
/* Each result is normalised: no trailing zeros in the coefficient, zero has exponent 0. */
struct av_decimal av_decimal_add(struct av_decimal a, struct av_decimal b);
struct av_decimal av_decimal_subtract(struct av_decimal a, struct av_decimal b);
struct av_decimal av_decimal_multiply(struct av_decimal a, struct av_decimal b);
/* Exact where the quotient ends within 38 digits, else rounded (half to even) to 34
 * digits with `rounded` set. b must not be zero (result is then zero, rounded). */
struct av_decimal av_decimal_divide(struct av_decimal a, struct av_decimal b);
struct av_decimal av_decimal_power(struct av_decimal base, unsigned exponent);
struct av_decimal av_decimal_scale(struct av_decimal a, int32_t power_of_ten);
struct av_decimal av_decimal_negate(struct av_decimal a);
int av_decimal_compare(struct av_decimal a, struct av_decimal b);
/* Whether both are written alike. Cheaper than to compare, where equal ones most often are. */
static inline bool av_decimal_same(const struct av_decimal *a, const struct av_decimal *b)
{
	return a->coefficient == b->coefficient && a->exponent == b->exponent &&
	       a->negative == b->negative;
}
static inline bool av_decimal_is_zero(struct av_decimal a)
{
	return a.coefficient == 0;
}
bool av_decimal_is_integer(struct av_decimal a);
/* The value as an int64; false when it is no integer or too large. */
bool av_decimal_to_int(struct av_decimal a, int64_t *out);
/* Nearest double; ±HUGE_VAL where it is out of range. */
double av_decimal_to_double(struct av_decimal a);
/* True if a JSON reader that keeps doubles gets exactly this value back as the
 * shortest decimal that names the double. */
bool av_decimal_fits_double(struct av_decimal a);
/* The shortest text that is also a JSON number: `45000`, `2.5`, `-0.001`; from 1e21 on
 * and below 1e-6 with an exponent, `1e+21`. Returns the length; `out` is not terminated. */
unsigned av_decimal_print(struct av_decimal a, char out[AV_DECIMAL_TEXT]);

#endif
