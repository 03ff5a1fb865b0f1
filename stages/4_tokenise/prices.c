/* SPDX-License-Identifier: MIT
 * Lists of prices parted by commas that could be those of thousands: $20，300美元，$90. */
#include "tokenise.h"

#define WIDE_COMMA "\xEF\xBC\x8C" /* folding keeps it: it parts clauses */

/* Whether the digit at `at` has full width in the source. */
static bool is_wide(const struct av_scan *s, uint32_t at)
{
	struct av_span from = av_map_back(&s->doc->map, (struct av_span){ at, at + 1 });
	return from.end - from.start > 1;
}

static bool currency_at(const struct av_scan *s, uint32_t at, uint32_t *end)
{
	struct av_found found;
	av_lexicon_at(s->rules, s->text, at, &found);
	*end = found.end;
	return found.entry != AV_NO_ENTRY &&
	       (s->rules->entries.items[found.entry].known >> AV_TAG_CURRENCY & 1);
}

/* A comma of either width, perhaps a space, and another price. */
static bool price_follows(const struct av_scan *s, uint32_t at)
{
	uint32_t end, left = (uint32_t)s->text.length - at;
	if (left > 1 && s->text.at[at] == ',')
		at++;
	else if (left > 3 && memcmp(s->text.at + at, WIDE_COMMA, 3) == 0)
		at += 3;
	else
		return false;
	at += s->text.at[at] == ' ';
	return at < s->text.length && (av_byte_class[(uint8_t)s->text.at[at]] == AV_BYTE_DIGIT ||
				       currency_at(s, at, &end));
}

uint32_t av_comma_of_prices(const struct av_scan *s, const struct av_number *number)
{
	uint32_t end;
	if (!currency_at(s, number->span.end, &end) || !price_follows(s, end) ||
	    is_wide(s, s->at))
		return 0;
	const char *comma = memchr(s->text.at + s->at, '\xEF', number->span.end - s->at);
	return comma ? (uint32_t)(comma - s->text.at) : 0;
}
