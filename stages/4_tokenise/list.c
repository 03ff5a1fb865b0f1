/* SPDX-License-Identifier: MIT
 * Lists whose full-width commas could be those of thousands: $20，300美元，$90, and 100，200，300
 * in digits of half width. */
#include <string.h>

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

/* `100，200，300`: three digits before the comma and three behind it that are no 000. */
static bool is_list(const struct av_scan *s, uint32_t comma)
{
	return comma == s->at + 3 && memcmp(s->text.at + comma + strlen(WIDE_COMMA), "000", 3) != 0;
}

uint32_t av_comma_of_list(const struct av_scan *s, const struct av_number *number,
			  bool behind_money)
{
	uint32_t end;
	const char *mark = memchr(s->text.at + s->at, '\xEF', number->span.end - s->at);
	if (!mark || is_wide(s, s->at))
		return 0;
	uint32_t comma = (uint32_t)(mark - s->text.at);
	bool prices = behind_money && currency_at(s, number->span.end, &end) &&
		      price_follows(s, end);
	return prices || is_list(s, comma) ? comma : 0;
}
