/* SPDX-License-Identifier: MIT
 * How sure a reading is, 0..1: a first scheme, monotone but not calibrated yet. It starts
 * from the kind (a bare number says least, a unit or a currency most), and takes off for
 * what is known to go wrong: other readings, ambiguous digits, and small number words
 * that stand alone (一, one), which more often are articles and idioms than figures. */
#include "draft.h"

/* ORDER: enum av_kind */
static const float of_kind[AV_KINDS] = {
	[AV_NUMBER] = 0.70f,   [AV_COUNT] = 0.90f,    [AV_PERCENT] = 0.98f, [AV_RATIO] = 0.92f,
	[AV_FRACTION] = 0.90f, [AV_MONEY] = 0.97f,    [AV_MEASURE] = 0.94f, [AV_DURATION] = 0.95f,
	[AV_AGE] = 0.95f,      [AV_DATE] = 0.93f,     [AV_TIME] = 0.92f,    [AV_PERIOD] = 0.93f,
	[AV_ORDINAL] = 0.88f,  [AV_SCORE] = 0.85f,
};
#define AMBIGUOUS_UNIT 0.85f
#define AMBIGUOUS_NUMBER 0.75f
#define SMALL_WORD_ALONE 0.45f
#define SMALL_WORD_COUNTED 0.85f
#define MORE_CONTEXT 0.5f /* of what is missing to 1, for a rule of three slots and more */

static bool is_small_word(const struct av_number *number)
{
	return number->writing == AV_WRITTEN_WORDS && number->sort == AV_SORT_INTEGER &&
	       number->range <= AV_RANGE_12;
}

float av_kind_confidence(uint8_t kind)
{
	return of_kind[kind];
}

float av_figure_confidence(const struct av_figure_draft *draft, const struct av_figure *figure)
{
	float sure = of_kind[figure->reading.kind];
	if (draft->match->slots > 2)
		sure += (1 - sure) * MORE_CONTEXT;
	if (figure->alternative_count)
		sure *= AMBIGUOUS_UNIT;
	if (figure->number == AV_NONE)
		return sure;
	const struct av_number *number = &draft->doc->numbers.items[figure->number];
	if (number->ambiguous)
		sure *= AMBIGUOUS_NUMBER;
	if (is_small_word(number) && figure->reading.kind == AV_NUMBER)
		sure *= SMALL_WORD_ALONE;
	else if (is_small_word(number) && figure->reading.kind == AV_COUNT)
		sure *= SMALL_WORD_COUNTED;
	return sure;
}
