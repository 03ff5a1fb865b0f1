/* SPDX-License-Identifier: MIT
 * Durations as ISO 8601 text: P6M, PT1H30M, and P6M/P18M for what lies between two. */
#include <string.h>

#include "draft.h"

/* What a unit of time is in ISO's own: so many times a designator. `smaller`: how many
 * of the next one down a fraction is written in, where that comes out whole. */
static const struct designator {
	struct av_str unit;
	int16_t times;
	int8_t power; /* of ten, for parts of a second */
	bool time;
	char letter;
	uint8_t smaller;
	char smaller_letter;
	bool smaller_time;
} designators[] = {
	{ { "year", 4 }, 1, 0, false, 'Y', 12, 'M', false },
	{ { "month", 5 }, 1, 0, false, 'M', 0, 0, false },
	{ { "week", 4 }, 1, 0, false, 'W', 0, 0, false },
	{ { "day", 3 }, 1, 0, false, 'D', 24, 'H', true },
	{ { "hour", 4 }, 1, 0, true, 'H', 60, 'M', true },
	{ { "minute", 6 }, 1, 0, true, 'M', 60, 'S', true },
	{ { "second", 6 }, 1, 0, true, 'S', 0, 0, true },
	{ { "quarter", 7 }, 3, 0, false, 'M', 0, 0, false },
	{ { "decade", 6 }, 10, 0, false, 'Y', 12, 'M', false },
	{ { "century", 7 }, 100, 0, false, 'Y', 12, 'M', false },
	{ { "millennium", 10 }, 1000, 0, false, 'Y', 12, 'M', false },
	{ { "jiazi", 5 }, 60, 0, false, 'Y', 12, 'M', false },
	{ { "fortnight", 9 }, 2, 0, false, 'W', 0, 0, false },
	{ { "weekend", 7 }, 2, 0, false, 'D', 24, 'H', true },
	{ { "ten-days", 8 }, 10, 0, false, 'D', 24, 'H', true },
	{ { "millisecond", 11 }, 1, -3, true, 'S', 0, 0, true },
	{ { "microsecond", 11 }, 1, -6, true, 'S', 0, 0, true },
	{ { "nanosecond", 10 }, 1, -9, true, 'S', 0, 0, true },
};

/* Values outside are not printed: too long to read. */
#define MAX_DIGITS 20
/* With so many zeros behind the point a decimal prints with an exponent. */
#define PLAIN_ZEROS 6

static const struct designator *designator_of(struct av_str unit)
{
	for (size_t i = 0; i < sizeof designators / sizeof *designators; i++)
		if (av_str_equal(unit, designators[i].unit))
			return &designators[i];
	return NULL;
}

/* The whole part, cut towards zero. */
static struct av_decimal whole_of(struct av_decimal value)
{
	for (; value.exponent < 0 && value.coefficient; value.exponent++)
		value.coefficient /= 10;
	return av_decimal_add(value, av_decimal_of(0));
}

/* ISO 8601 knows no exponent: 20 ns are PT0.00000002S. */
static char *print_small(char *at, const char *digits, unsigned count, unsigned zeros)
{
	memcpy(at, "0.", 2);
	memset(at + 2, '0', zeros);
	memcpy(at + 2 + zeros, digits, count);
	return at + 2 + zeros + count;
}

static char *print_part(char *at, struct av_decimal value, char letter)
{
	char digits[AV_DECIMAL_TEXT];
	unsigned count = av_decimal_print(
		(struct av_decimal){ .coefficient = value.coefficient }, digits);
	int zeros = -value.exponent - (int)count;
	if (zeros >= PLAIN_ZEROS)
		at = print_small(at, digits, count, (unsigned)zeros);
	else
		at += av_decimal_print(value, at);
	*at++ = letter;
	return at;
}

/* One length of time. `out` has room for three decimals. Returns the length. */
static unsigned print_duration(struct av_decimal value, const struct designator *unit, char *out)
{
	char *at = out;
	value = av_decimal_multiply(value, av_decimal_of(unit->times));
	value = av_decimal_scale(value, unit->power);
	if (value.negative)
		*at++ = '-';
	value.negative = false;
	*at++ = 'P';
	if (unit->time)
		*at++ = 'T';
	struct av_decimal whole = whole_of(value);
	struct av_decimal rest = av_decimal_multiply(av_decimal_subtract(value, whole),
						     av_decimal_of(unit->smaller));
	if (!unit->smaller || av_decimal_is_zero(rest) || !av_decimal_is_integer(rest))
		return (unsigned)(print_part(at, value, unit->letter) - out);
	if (!unit->time && !unit->smaller_time) { /* a year and a half is 18 months */
		value = av_decimal_multiply(value, av_decimal_of(unit->smaller));
		return (unsigned)(print_part(at, value, unit->smaller_letter) - out);
	}
	if (!av_decimal_is_zero(whole))
		at = print_part(at, whole, unit->letter);
	if (unit->smaller_time && !unit->time)
		*at++ = 'T';
	return (unsigned)(print_part(at, rest, unit->smaller_letter) - out);
}

static bool printable(struct av_decimal value)
{
	return value.exponent > -MAX_DIGITS && value.exponent < MAX_DIGITS;
}

/* --- lengths that no decimal writes out: 3 hours 20 minutes -------------------------- */

/* What a unit is in the smallest that its lengths are written in, and those it has. */
static const struct mixed {
	struct av_str unit;
	int32_t smallest;
	struct { int32_t size; char letter; bool time; } parts[4];
} mixed_units[] = {
	{ { "year", 4 }, 12, { { 12, 'Y', false }, { 1, 'M', false } } },
	{ { "week", 4 }, 7, { { 1, 'D', false } } },
	{ { "day", 3 }, 86400, { { 86400, 'D', false }, { 3600, 'H', true }, { 60, 'M', true },
				 { 1, 'S', true } } },
	{ { "hour", 4 }, 3600, { { 3600, 'H', true }, { 60, 'M', true }, { 1, 'S', true } } },
	{ { "minute", 6 }, 60, { { 60, 'M', true }, { 1, 'S', true } } },
};

static const struct mixed *mixed_of(struct av_str unit)
{
	for (size_t i = 0; i < sizeof mixed_units / sizeof *mixed_units; i++)
		if (av_str_equal(unit, mixed_units[i].unit))
			return &mixed_units[i];
	return NULL;
}

/* The length in whole parts; 0 where it is none. */
static unsigned print_mixed(struct av_decimal value, const struct mixed *unit, char *out)
{
	double small = av_decimal_to_double(value) * unit->smallest;
	int64_t rest = small > 0 && small < 1e12 ? (int64_t)(small + 0.5) : 0;
	char *at = out;
	bool time = false;
	if (!rest || small - (double)rest > 1e-6 || (double)rest - small > 1e-6)
		return 0;
	*at++ = 'P';
	for (unsigned i = 0; i < 4 && rest; i++) {
		int64_t count = rest / unit->parts[i].size;
		rest -= count * unit->parts[i].size;
		if (count && unit->parts[i].time && !time)
			*at++ = 'T', time = true;
		if (count)
			at = print_part(at, av_decimal_of(count), unit->parts[i].letter);
	}
	return (unsigned)(at - out);
}

static bool keep_iso(struct av_figure_draft *draft, struct av_reading *reading,
		     struct av_str text)
{
	reading->iso = av_arena_copy(&draft->doc->arena, text);
	draft->no_memory |= !reading->iso.at;
	return true;
}

static bool read_mixed(struct av_figure_draft *draft, struct av_reading *reading)
{
	char text[4 * AV_DECIMAL_TEXT];
	const struct mixed *unit = mixed_of(reading->unit_id);
	unsigned length = 0;
	if (unit && reading->has_value && !printable(reading->value))
		length = print_mixed(reading->value, unit, text);
	return length && keep_iso(draft, reading, av_str_of(text, length));
}

void av_read_duration(struct av_figure_draft *draft, struct av_reading *reading)
{
	char text[8 * AV_DECIMAL_TEXT];
	const struct av_word *set = av_draft_word(draft, AV_ROLE_ISO);
	unsigned length = 0, begin = 0;
	const struct designator *unit = reading->unit == AV_NONE
						? NULL
						: designator_of(reading->unit_id);
	if (!unit || read_mixed(draft, reading) || !printable(reading->value) ||
	    !printable(reading->low) || !printable(reading->high))
		return;
	if (set) { /* R/P2W: every two weeks */
		begin = length = 2;
		memcpy(text, "R/", 2);
	}
	if (reading->has_value) {
		length += print_duration(reading->value, unit, text + length);
	} else if (reading->has_low && reading->has_high) {
		length += print_duration(reading->low, unit, text + length);
		text[length++] = '/';
		length += print_duration(reading->high, unit, text + length);
	} else if (reading->has_low || reading->has_high) {
		struct av_decimal bound = reading->has_low ? reading->low : reading->high;
		length += print_duration(bound, unit, text + length);
	}
	if (length > begin)
		keep_iso(draft, reading, av_str_of(text, length));
}
