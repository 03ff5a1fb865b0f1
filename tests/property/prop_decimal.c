/* SPDX-License-Identifier: MIT
 * Decimal arithmetic against schoolbook arithmetic on arrays of digits, printing against
 * parsing, doubles against strtod. The numbers are pseudo-random and the same each run. */
#include <math.h>
#include <stdlib.h>

#include "inner/decimal.h"
#include "property.h"

#define BIG 400
#define KEPT 38
#define ROUNDS 60000

static void expect(bool good, const char *what, struct av_decimal a, struct av_decimal b)
{
	if (!property_fails(what, good))
		return;
	char first[AV_DECIMAL_TEXT], second[AV_DECIMAL_TEXT];
	unsigned n = av_decimal_print(a, first), m = av_decimal_print(b, second);
	printf("failed: %s of %.*s and %.*s\n", what, (int)n, first, (int)m, second);
}

static uint64_t seed = 20260101;
static uint64_t random_64(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static unsigned below(unsigned bound)
{
	return (unsigned)(random_64() >> 33) % bound;
}

/* --- whole numbers as digits, the last digit first ------------------------------- */
struct big {
	int count;
	unsigned char digits[BIG];
};

static struct big big_of(unsigned __int128 x, unsigned zeros)
{
	struct big out = { 0 };
	if (!x)
		return out;
	out.count = (int)zeros;
	for (; x; x /= 10)
		out.digits[out.count++] = (unsigned char)(x % 10);
	return out;
}

static void big_trim(struct big *a)
{
	while (a->count && !a->digits[a->count - 1])
		a->count--;
}

static int big_compare(const struct big *a, const struct big *b)
{
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	for (int i = a->count; i-- > 0;)
		if (a->digits[i] != b->digits[i])
			return a->digits[i] < b->digits[i] ? -1 : 1;
	return 0;
}

static struct big big_add(const struct big *a, const struct big *b)
{
	struct big out = { 0 };
	int carry = 0;
	for (int i = 0; i < a->count || i < b->count || carry; i++) {
		carry += a->digits[i] + b->digits[i];
		out.digits[out.count++] = (unsigned char)(carry % 10);
		carry /= 10;
	}
	return out;
}

static struct big big_subtract(const struct big *a, const struct big *b)
{
	struct big out = { .count = a->count };
	int borrow = 0;
	for (int i = 0; i < a->count; i++) {
		int digit = a->digits[i] - b->digits[i] - borrow;
		borrow = digit < 0;
		out.digits[i] = (unsigned char)(digit + 10 * borrow);
	}
	big_trim(&out);
	return out;
}

static struct big big_multiply(const struct big *a, const struct big *b)
{
	struct big out = { .count = a->count + b->count };
	for (int i = 0; i < a->count; i++) {
		int carry = 0;
		for (int j = 0; j < b->count || carry; j++) {
			carry += out.digits[i + j] + a->digits[i] * b->digits[j];
			out.digits[i + j] = (unsigned char)(carry % 10);
			carry /= 10;
		}
	}
	big_trim(&out);
	return out;
}

/* The decimal of big * 10^exponent, rounded half to even to `kept` digits; `sticky`:
 * something but zero follows the last digit. */
static struct av_decimal big_round(const struct big *a, int exponent, bool negative, int kept,
				   bool sticky)
{
	struct av_decimal out = { .exponent = exponent, .rounded = sticky };
	int drop = a->count > kept ? a->count - kept : 0;
	for (int i = 0; i + 1 < drop; i++)
		sticky |= a->digits[i] != 0;
	int half = drop ? a->digits[drop - 1] : 0;
	out.rounded |= sticky || half;
	for (int i = a->count; i-- > drop;)
		out.coefficient = out.coefficient * 10 + a->digits[i];
	out.coefficient += half > 5 || (half == 5 && (sticky || out.coefficient % 2));
	out.exponent += drop;
	for (; out.coefficient && out.coefficient % 10 == 0; out.exponent++)
		out.coefficient /= 10;
	out.exponent = out.coefficient ? out.exponent : 0;
	out.negative = out.coefficient && negative;
	return out;
}

/* --- the checks -------------------------------------------------------------------- */
static bool same(struct av_decimal a, struct av_decimal b)
{
	return a.coefficient == b.coefficient && a.exponent == b.exponent &&
	       a.negative == b.negative && a.rounded == b.rounded;
}

static struct av_decimal random_decimal(int spread)
{
	struct av_decimal a = { 0 };
	unsigned digits = below(4) ? below(12) : below(KEPT + 1);
	unsigned style = below(5);
	for (unsigned i = 0; i < digits; i++) {
		unsigned digit = style == 0 ? 9 : style == 1 ? 5 * (i % 2) : below(10);
		a.coefficient = a.coefficient * 10 + digit;
	}
	a.exponent = (int)below((unsigned)(2 * spread + 1)) - spread;
	a.negative = below(2);
	return av_decimal_scale(a, 0);
}

static struct av_decimal reference_sum(struct av_decimal a, struct av_decimal b)
{
	int low = a.exponent < b.exponent ? a.exponent : b.exponent;
	struct big x = big_of(a.coefficient, (unsigned)(a.exponent - low));
	struct big y = big_of(b.coefficient, (unsigned)(b.exponent - low));
	if (a.negative == b.negative) {
		struct big sum = big_add(&x, &y);
		return big_round(&sum, low, a.negative, KEPT, false);
	}
	bool swapped = big_compare(&x, &y) < 0;
	struct big rest = swapped ? big_subtract(&y, &x) : big_subtract(&x, &y);
	return big_round(&rest, low, swapped ? b.negative : a.negative, KEPT, false);
}

static void check_sum(struct av_decimal a, struct av_decimal b)
{
	struct av_decimal sum = reference_sum(a, b);
	struct av_decimal difference = reference_sum(a, av_decimal_negate(b));
	expect(same(av_decimal_add(a, b), sum), "sum", a, b);
	expect(same(av_decimal_subtract(a, b), difference), "difference", a, b);
	int order = !difference.coefficient ? 0 : difference.negative ? -1 : 1;
	expect(av_decimal_compare(a, b) == order, "order", a, b);
}

static void check_product(struct av_decimal a, struct av_decimal b)
{
	struct big x = big_of(a.coefficient, 0), y = big_of(b.coefficient, 0);
	struct big product = big_multiply(&x, &y);
	struct av_decimal wanted = big_round(&product, a.exponent + b.exponent,
					     a.negative != b.negative, KEPT, false);
	expect(same(av_decimal_multiply(a, b), wanted), "product", a, b);
}

/* Schoolbook division to `places` digits behind a's last; `*rest` tells of a remainder. */
static struct big big_divide(struct av_decimal a, struct av_decimal b, unsigned places, bool *rest)
{
	struct big x = big_of(a.coefficient, places), y = big_of(b.coefficient, 0);
	struct big out = { .count = x.count }, part = { 0 };
	for (int i = x.count; i-- > 0;) {
		memmove(part.digits + 1, part.digits, (size_t)part.count);
		part.digits[0] = x.digits[i];
		part.count++;
		big_trim(&part);
		while (big_compare(&part, &y) >= 0) {
			struct big less = big_subtract(&part, &y);
			part = less;
			out.digits[i]++;
		}
	}
	big_trim(&out);
	*rest = part.count > 0;
	return out;
}

static void check_quotient(struct av_decimal a, struct av_decimal b)
{
	if (!b.coefficient)
		return;
	bool rest;
	unsigned places = 80;
	struct big quotient = big_divide(a, b, places, &rest);
	int exponent = a.exponent - b.exponent - (int)places;
	bool negative = a.negative != b.negative;
	struct av_decimal wanted = big_round(&quotient, exponent, negative, KEPT, rest);
	if (wanted.rounded)
		wanted = big_round(&quotient, exponent, negative, 34, rest);
	expect(same(av_decimal_divide(a, b), wanted), "quotient", a, b);
}

static void check_text(struct av_decimal a)
{
	char text[AV_DECIMAL_TEXT + 1];
	unsigned length = av_decimal_print(a, text);
	struct av_decimal back;
	bool good = length < AV_DECIMAL_TEXT && av_decimal_parse(av_str_of(text, length), &back);
	expect(good && same(a, back), "print and parse", a, a);
	text[length] = 0;
	char *end;
	double value = strtod(text, &end);
	expect(end == text + length, "syntax", a, a);
	expect(av_decimal_to_double(a) == value, "double", a, a);
}

/* Whether the first text of few digits that names the double is `a`. */
static void check_fit(struct av_decimal a)
{
	double value = av_decimal_to_double(a);
	struct av_decimal back = { .rounded = true };
	for (int digits = 1; digits <= 17; digits++) {
		char text[64];
		int length = snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) != value)
			continue;
		av_decimal_parse(av_str_of(text, (size_t)length), &back);
		break;
	}
	expect(av_decimal_fits_double(a) == same(a, back), "fit of a double", a, back);
}

/* Long digit strings: what does not fit is rounded half to even. */
static void check_long_text(void)
{
	char text[200];
	unsigned length = 1 + below(120), point = below(length + 1), count = 0;
	struct big digits = { .count = (int)length };
	for (unsigned i = 0; i < length; i++) {
		unsigned digit = i > 36 && below(2) ? 0 : i == 38 ? 5 : below(10);
		if (i == point)
			text[count++] = '.';
		text[count++] = (char)('0' + digit);
		digits.digits[length - 1 - i] = (unsigned char)digit;
	}
	big_trim(&digits);
	int exponent = point < length ? (int)point - (int)length : 0;
	struct av_decimal wanted = big_round(&digits, exponent, false, KEPT, false), out = { 0 };
	bool good = av_decimal_parse(av_str_of(text, count), &out);
	expect(good && same(out, wanted), "long text", wanted, out);
}

static void check_small(void)
{
	int64_t x = (int64_t)random_64() >> below(64), back;
	struct av_decimal a = av_decimal_of(x);
	expect(av_decimal_is_integer(a), "is_integer", a, a);
	expect(av_decimal_to_int(a, &back) && back == x, "to_int", a, a);
	struct av_decimal power = av_decimal_of(1), base = random_decimal(3);
	unsigned exponent = below(6);
	base.coefficient %= 1000000;
	for (unsigned i = 0; i < exponent; i++)
		power = av_decimal_multiply(power, base);
	expect(same(av_decimal_power(base, exponent), power), "power", base, power);
}

int main(void)
{
	for (unsigned i = 0; i < property_cases(ROUNDS); i++) {
		int spread = i % 3 ? 8 : i % 2 ? 40 : 100;
		struct av_decimal a = random_decimal(spread), b = random_decimal(spread);
		check_sum(a, b);
		check_product(a, b);
		if (i % 8 == 0)
			check_quotient(a, b);
		check_text(a);
		check_fit(a);
		check_long_text();
		check_small();
	}
	return property_report("decimal");
}
