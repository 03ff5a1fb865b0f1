/* SPDX-License-Identifier: MIT
 * Which number tags a form answers to. Each tag is three sets: of sorts, of writings and
 * of ranges; a form has the tag if it is in all three. */
#include "inner/number.h"

#define BIT(n) (1u << (n))
#define ANY 0xFFFFu
#define WHOLE (BIT(AV_SORT_INTEGER) | BIT(AV_SORT_ORDINAL))
#define UP_TO_9 (BIT(AV_RANGE_ONE) | BIT(AV_RANGE_9))
#define UP_TO_12 (UP_TO_9 | BIT(AV_RANGE_12))
#define UP_TO_24 (UP_TO_12 | BIT(AV_RANGE_24))
#define UP_TO_31 (UP_TO_24 | BIT(AV_RANGE_31))
#define UP_TO_59 (UP_TO_31 | BIT(AV_RANGE_59))
#define UP_TO_99 (UP_TO_59 | BIT(AV_RANGE_99))
#define FIGURES \
	(BIT(AV_WRITTEN_DIGITS) | BIT(AV_WRITTEN_TWO_DIGITS) | BIT(AV_WRITTEN_NAMED))
#define NO_YEAR (uint16_t)~BIT(AV_RANGE_MODERN)

static const struct {
	struct av_str tag;
	uint16_t sorts, writings, ranges;
} tags[] = {
	{ AV_STR("number"), ANY, ANY, ANY },
	{ AV_STR("integer"), BIT(AV_SORT_INTEGER), ANY, ANY },
	{ AV_STR("cardinal"), (uint16_t)~BIT(AV_SORT_ORDINAL), ANY, ANY },
	{ AV_STR("decimal"), BIT(AV_SORT_DECIMAL), ANY, ANY },
	{ AV_STR("fraction"), BIT(AV_SORT_FRACTION), ANY, ANY },
	{ AV_STR("ordinal"), BIT(AV_SORT_ORDINAL), ANY, ANY },
	{ AV_STR("vague"), BIT(AV_SORT_VAGUE), ANY, ANY },
	{ AV_STR("signed"), BIT(AV_SORT_SIGNED), ANY, ANY },
	{ AV_STR("plain"), BIT(AV_SORT_INTEGER) | BIT(AV_SORT_DECIMAL), ANY, ANY },
	{ AV_STR("digits"), ANY, FIGURES, ANY },
	{ AV_STR("two-digits"), BIT(AV_SORT_INTEGER), BIT(AV_WRITTEN_TWO_DIGITS), ANY },
	{ AV_STR("named"), BIT(AV_SORT_INTEGER) | BIT(AV_SORT_DECIMAL),
	  BIT(AV_WRITTEN_NAMED), NO_YEAR },
	{ AV_STR("words"), ANY, BIT(AV_WRITTEN_WORDS), ANY },
	{ AV_STR("mixed"), ANY, BIT(AV_WRITTEN_MIXED), ANY },
	{ AV_STR("year"), BIT(AV_SORT_INTEGER), ANY, BIT(AV_RANGE_YEAR) | BIT(AV_RANGE_MODERN) },
	{ AV_STR("modern-year"), BIT(AV_SORT_INTEGER), ANY, BIT(AV_RANGE_MODERN) },
	{ AV_STR("one"), BIT(AV_SORT_INTEGER), BIT(AV_WRITTEN_WORDS), BIT(AV_RANGE_ONE) },
	{ AV_STR("zero"), BIT(AV_SORT_INTEGER), ANY, BIT(AV_RANGE_ZERO) },
	{ AV_STR("below-ten"), BIT(AV_SORT_INTEGER), ANY, UP_TO_9 },
	{ AV_STR("month"), BIT(AV_SORT_INTEGER), ANY, UP_TO_12 },
	{ AV_STR("day"), WHOLE, ANY, UP_TO_31 },
	{ AV_STR("hour"), BIT(AV_SORT_INTEGER), ANY, BIT(AV_RANGE_ZERO) | UP_TO_24 },
	{ AV_STR("minute"), BIT(AV_SORT_INTEGER), ANY, BIT(AV_RANGE_ZERO) | UP_TO_59 },
	{ AV_STR("large"), BIT(AV_SORT_INTEGER), ANY, BIT(AV_RANGE_OTHER) },
	{ AV_STR("small"), WHOLE, ANY, BIT(AV_RANGE_ZERO) | UP_TO_99 },
};

int av_number_tag(struct av_str tag)
{
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (av_str_equal(tags[i].tag, tag))
			return (int)i;
	return -1;
}

bool av_number_form_has(unsigned form, int tag)
{
	unsigned sort = form / (AV_RANGES * AV_WRITINGS);
	unsigned range = form / AV_WRITINGS % AV_RANGES;
	unsigned writing = form % AV_WRITINGS;
	return tags[tag].sorts >> sort & tags[tag].writings >> writing &
	       tags[tag].ranges >> range & 1;
}
