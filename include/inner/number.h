/* SPDX-License-Identifier: MIT
 * A number as read from the text, and its form: the part of its shape that rules can
 * ask for (`<n:integer>`, `<y:year>`). A form is one small index, so that a number is
 * one code point in the shape a rule is matched on. */
#ifndef AV_NUMBER_H
#define AV_NUMBER_H

#include "decimal.h"
#include "span.h"
#include "str.h"

/* Classes of whole numbers, disjoint; what is no plain whole number is AV_RANGE_OTHER.
 * AV_RANGE_YEAR: exactly four digits, without separators, scale or sign, 1000..2999. */
enum av_number_range {
	AV_RANGE_ZERO,   /* 0 */
	AV_RANGE_ONE,    /* 1 */
	AV_RANGE_9,      /* 2..9 */
	AV_RANGE_12,     /* 10..12 */
	AV_RANGE_24,     /* 13..24 */
	AV_RANGE_31,     /* 25..31 */
	AV_RANGE_59,     /* 32..59 */
	AV_RANGE_99,     /* 60..99 */
	AV_RANGE_YEAR,   /* but no AV_RANGE_MODERN */
	AV_RANGE_MODERN, /* such a year from 1900 to 2049, but the round 2000 */
	AV_RANGE_OTHER,
	AV_RANGES
};
enum av_number_writing {
	AV_WRITTEN_DIGITS,     /* 7, 1,234 */
	AV_WRITTEN_TWO_DIGITS, /* 07, 30: exactly two digits and nothing else */
	AV_WRITTEN_NAMED,      /* digits behind a name: Node 18 */
	AV_WRITTEN_WORDS,      /* 三百, twenty-one */
	AV_WRITTEN_MIXED,      /* 4.5万, 3k, 2.5bn, 5 million */
	AV_WRITINGS
};
enum av_number_sort {
	AV_SORT_INTEGER,
	AV_SORT_DECIMAL,  /* 3.14, 三点一四; also 4.5万 though its value is whole */
	AV_SORT_FRACTION, /* 1/3, ½, 三分之一, two thirds, 2¾ */
	AV_SORT_ORDINAL,  /* 21st, third; 第三 is a rule over 第 and a number, not a form */
	AV_SORT_VAGUE,    /* implies a range: 几十, 三四百, 五万多, dozens, a few thousand */
	AV_SORT_SIGNED,   /* -3.2, +5, 负三, minus two, (3.2): the sign is part of the number */
	AV_SORTS
};
#define AV_NUMBER_FORMS (AV_RANGES * AV_WRITINGS * AV_SORTS)

struct av_number {
	struct av_span span;
	struct av_decimal value;     /* what is stated; for a vague one without a value, low */
	struct av_decimal low, high; /* = value where nothing is implied */
	bool has_value;              /* false: 几十, dozens */
	bool has_low, has_high;      /* false: open on that side (上百 has no high) */
	uint8_t range, writing, sort;
	uint8_t modifier;            /* enum av_modifier: 五万多 more_than, 几十 about */
	bool grouped;                /* written with thousands separators */
	bool scaled;                 /* 4.5万, 3k: carries its own scale word */
	bool from_digits;            /* one plain run of digits: its text is its exact value */
	bool ambiguous;              /* 1.234: group or decimal; 1.000.000,50 */
	int8_t other_power;          /* elsewhere it is ten to so many more: 兆; 0: it is not */
	struct av_str other_lang;    /* where that comes first */
	struct av_decimal scale;     /* the last scale word's value, 1 if none: `5 to 7 million` */
};

/* Sort first, then range, then writing: what rules ask for together (integer; month)
 * lies side by side, so that a slot is a range or two of code points. The sort of a form
 * is form / (AV_RANGES * AV_WRITINGS), its range form / AV_WRITINGS % AV_RANGES, its
 * writing form % AV_WRITINGS. */
static inline unsigned av_number_form(const struct av_number *n)
{
	return ((unsigned)n->sort * AV_RANGES + n->range) * AV_WRITINGS + n->writing;
}

/* The tags that numbers answer to, -1 where a tag is none of them: number, cardinal (no
 * ordinal), integer, decimal, fraction, ordinal, vague, signed, digits, two-digits, named
 * (digits behind a name, no modern year), words, mixed, plain (integer or decimal, no sign),
 * year, modern-year (1900 to 2049 but 2000), zero, one (in words), below-ten (1..9), month
 * (1..12), day (1..31), hour (0..24), minute (0..59), small (0..99), large (whole, 100 or
 * more, no year). */
int av_number_tag(struct av_str tag);
/* Whether a number of that form answers to the tag, one of av_number_tag's. */
bool av_number_form_has(unsigned form, int tag);

#endif
