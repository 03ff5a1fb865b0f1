/* SPDX-License-Identifier: MIT
 * What can follow a run of digits and change its value: a stroke and a denominator, an
 * exponent in one of its writings. */
#include "number.h"

#define POWER_MAX 999 /* larger exponents are no numbers that anybody states */

static inline bool digit_at(struct av_str text, uint32_t at)
{
	return at < text.length && (uint8_t)(text.at[at] - '0') < 10;
}

/* A run of at most `most` digits; false: none or longer. */
static bool short_run(struct av_str text, uint32_t at, uint32_t most, uint32_t *end, int *value)
{
	uint32_t start = at;
	for (*value = 0; digit_at(text, at) && at - start <= most; at++)
		*value = *value * 10 + (text.at[at] - '0');
	*end = at;
	return at > start && at - start <= most;
}

/* An exponent with an optional sign. */
static bool signed_run(struct av_str text, uint32_t at, uint32_t *end, int *value)
{
	bool minus = at < text.length && text.at[at] == '-';
	if (minus || (at < text.length && text.at[at] == '+'))
		at++;
	if (!short_run(text, at, 3, end, value))
		return false;
	if (minus)
		*value = -*value;
	return true;
}

static bool letter_at(struct av_str text, uint32_t at)
{
	return at < text.length && av_byte_class[(uint8_t)text.at[at]] == AV_BYTE_LETTER;
}

static const struct {
	uint32_t code;
	char plain;
} superscripts[] = {
	{ 0x2070, '0' }, { 0xB9, '1' }, { 0xB2, '2' }, { 0xB3, '3' }, { 0x2074, '4' },
	{ 0x2075, '5' }, { 0x2076, '6' }, { 0x2077, '7' }, { 0x2078, '8' }, { 0x2079, '9' },
	{ 0x207A, '+' }, { 0x207B, '-' },
};

static char plain_of(uint32_t code)
{
	for (size_t i = 0; i < sizeof superscripts / sizeof *superscripts; i++)
		if (superscripts[i].code == code)
			return superscripts[i].plain;
	return 0;
}

/* ⁻³: the same in raised characters. */
static bool raised_run(struct av_str text, uint32_t at, uint32_t *end, int *value)
{
	char plain[8];
	unsigned count = 0;
	while (at < text.length && (uint8_t)text.at[at] >= 0x80 && count < sizeof plain) {
		uint32_t code;
		unsigned length = av_utf8_decode(text.at + at, text.at + text.length, &code);
		if (!plain_of(code))
			break;
		plain[count++] = plain_of(code);
		at += length;
	}
	uint32_t stop;
	*end = at;
	return count && signed_run(av_str_of(plain, count), 0, &stop, value) && stop == count;
}

static bool exponent_at(struct av_str text, uint32_t at, uint32_t *end, int *value)
{
	if (at < text.length && text.at[at] == '^')
		return signed_run(text, at + 1, end, value);
	return raised_run(text, at, end, value);
}

static void set_exponent(struct av_digits *number, struct av_decimal value, uint32_t end)
{
	number->value = value;
	number->end = end;
	number->plain = false;
	number->exponent = true;
	number->whole = av_decimal_is_integer(value);
	number->zeros = 0;
}

/* base^power for small powers; a negative one is one over it. */
static struct av_decimal raised(struct av_decimal base, int power)
{
	struct av_decimal value = av_decimal_power(base, (unsigned)(power < 0 ? -power : power));
	return power < 0 ? av_decimal_divide(av_decimal_of(1), value) : value;
}

/* 1.2e-5 */
static bool e_notation(struct av_str text, struct av_digits *number)
{
	uint32_t at = number->end, end;
	int power;
	if ((text.at[at] | 32) != 'e' || !signed_run(text, at + 1, &end, &power) ||
	    letter_at(text, end))
		return false;
	set_exponent(number, av_decimal_scale(number->value, power), end);
	return true;
}

/* The end of `×` or `x` with the spaces around it; 0: there is none. */
static uint32_t times_end(struct av_str text, uint32_t at)
{
	if (text.at[at] == ' ')
		at++;
	if (at < text.length && (text.at[at] == 'x' || text.at[at] == '*' || text.at[at] == 'X'))
		at++;
	else if (at + 1 < text.length && memcmp(text.at + at, "\xC3\x97", 2) == 0) /* × */
		at += 2;
	else
		return 0;
	return at < text.length && text.at[at] == ' ' ? at + 1 : at;
}

/* 10-5 whose figures were raised once. It runs downwards, so it is no range: 3 x 10-12. */
static bool lost_exponent(struct av_str text, uint32_t at, const struct av_digits *number,
			  uint32_t *end, int *power)
{
	return at < text.length && text.at[at] == '-' && signed_run(text, at, end, power) &&
	       (*power > -10 || !number->whole);
}

/* 5.5×10⁻³, 1.3x10^6, 5*10^3, 8x2^10 */
static bool times_power(struct av_str text, struct av_digits *number)
{
	uint32_t at = times_end(text, number->end), end;
	int base, power;
	if (!at || !short_run(text, at, 2, &at, &base) || base < 2)
		return false;
	if (base == 10 ? !exponent_at(text, at, &end, &power) &&
				 !lost_exponent(text, at, number, &end, &power)
		       : at >= text.length || text.at[at] != '^' ||
				 !exponent_at(text, at, &end, &power) || power > POWER_MAX)
		return false;
	struct av_decimal factor = base == 10 ? av_decimal_scale(av_decimal_of(1), power)
					      : raised(av_decimal_of(base), power);
	set_exponent(number, av_decimal_multiply(number->value, factor), end);
	return true;
}

/* 2^5, 1.1^+23; raised figures only on 10, for elsewhere they mark a footnote. */
static bool power(struct av_str text, struct av_digits *number)
{
	uint32_t end;
	int exponent;
	bool caret = text.at[number->end] == '^';
	if (!caret && ((uint8_t)text.at[number->end] < 0x80 ||
		       av_decimal_compare(number->value, av_decimal_of(10)) != 0))
		return false;
	if (!exponent_at(text, number->end, &end, &exponent) || exponent > POWER_MAX ||
	    (av_decimal_is_zero(number->value) && exponent <= 0))
		return false;
	set_exponent(number, raised(number->value, exponent), end);
	return true;
}

static void set_fraction(struct av_digits *number, int above, int below, uint32_t end)
{
	struct av_decimal part = av_decimal_divide(av_decimal_of(above), av_decimal_of(below));
	number->value = av_decimal_add(number->value, part);
	number->end = end;
	number->fraction = true;
	number->whole = number->plain = false;
}

static bool stroke_at(struct av_str text, uint32_t at)
{
	return at < text.length && (text.at[at] == '/' ||
		(at + 2 < text.length && memcmp(text.at + at, "\xE2\x81\x84", 3) == 0)); /* ⁄ */
}

/* `/ 4` behind a numerator that ends at `at`: at most four digits, no date, no path. */
static bool below_at(struct av_str text, uint32_t at, uint32_t *end, int *value)
{
	if (!stroke_at(text, at))
		return false;
	at += text.at[at] == '/' ? 1 : 3;
	return short_run(text, at, 4, end, value) && *value > 0 && !stroke_at(text, *end) &&
	       !letter_at(text, *end) && !(*end < text.length && text.at[*end] == '.' &&
					   digit_at(text, *end + 1));
}

/* ` / 4`, in a corpus whose marks were parted from their words: only halves, quarters and
 * so on, as prices are quoted in, for elsewhere the stroke parts two numbers. */
static bool spaced_below_at(struct av_str text, uint32_t at, uint32_t *end, int *value)
{
	if (at + 4 > text.length || memcmp(text.at + at, " / ", 3) != 0 ||
	    !short_run(text, at + 3, 2, end, value) || letter_at(text, *end))
		return false;
	bool goes_on = *end + 1 < text.length && text.at[*end] == ' ' && stroke_at(text, *end + 1);
	return !goes_on && *value > 1 && *value <= 64 && (*value & (*value - 1)) == 0;
}

/* 3/4; not 2023/24, which is a year, nor the two pressures of blood in 120/80. */
static bool is_part(int64_t above, int below)
{
	bool blood = above > below && above >= 70 && above < 300 && below >= 40;
	return !(above >= 1000 && below < 100) && !blood;
}

static bool fraction(struct av_str text, struct av_digits *number)
{
	uint32_t end;
	int below;
	int64_t above;
	uint32_t start = number->end - number->length;
	if (start && text.at[start - 1] == '/')
		return false; /* the middle of a date or a path */
	if (!number->plain || number->length > 4 || !av_decimal_to_int(number->value, &above))
		return false;
	if (below_at(text, number->end, &end, &below)) {
		if (!is_part(above, below))
			return false;
	} else if (!spaced_below_at(text, number->end, &end, &below) || above >= below || !above) {
		return false;
	}
	number->value = av_decimal_of(0);
	set_fraction(number, (int)above, below, end);
	return true;
}

/* 1 3/4 */
static bool mixed(struct av_str text, struct av_digits *number)
{
	uint32_t at = number->end, end;
	int above, below;
	if (!number->plain || number->length > 3 || text.at[at] != ' ' ||
	    !short_run(text, at + 1, 2, &at, &above))
		return false;
	if (below_at(text, at, &end, &below)) {
		if (below > 99 || (above >= below && above > 9))
			return false;
	} else if (!spaced_below_at(text, at, &end, &below) || above >= below || !above) {
		return false;
	}
	set_fraction(number, above, below, end);
	return true;
}

void av_digits_marks(struct av_str text, struct av_digits *number)
{
	static bool (*const marks[])(struct av_str, struct av_digits *) = {
		e_notation, times_power, power, fraction, mixed,
	};
	uint8_t next = (uint8_t)text.at[number->end];
	/* what none of them begins with, which is nearly always */
	if (next == ',' || next == '.' || next == '%' || next == ')' || next >= 0xE3)
		return;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (marks[i](text, number))
			return;
}
