/* SPDX-License-Identifier: MIT
 * What a word of the lexicon leaves to its neighbours: the longest one that stands at a
 * place is not always the one that is meant. */
#include "tokenise.h"

/* `at 180C.`, `to 164p.`, `below 20 ms.`: the stop behind a letter that touches a number,
 * behind a unit or at the very end is the sentence's, where the word is one without it, too. */
static void leave_stop(const struct av_scan *s, struct av_found *found)
{
	struct av_found bare;
	if (s->text.at[found->end - 1] != '.')
		return;
	const struct av_token *before = av_token_before(s);
	if (!before || before->type != AV_TOKEN_NUMBER)
		return;
	av_lexicon_at(s->rules, av_str_of(s->text.at, found->end - 1), s->at, &bare);
	if (bare.entry == AV_NO_ENTRY || bare.end != found->end - 1)
		return;
	bool unit = av_scan_entry(s, bare.entry)->known & AV_COUNTS;
	bool longer = av_scan_entry(s, found->entry)->known & AV_COUNTS;
	bool at_end = found->end == s->text.length;
	unit = unit && (!longer || at_end);
	bool letter = at_end && found->end - s->at == 2; /* `C.`, no `a.m.` */
	if (unit || letter || before->span.end == s->at)
		*found = bare;
}

/* 2023年增长, 5月减少: right behind a number the unit that a verb of change (年增, 月减)
 * begins with belongs to the number; in 1991年至2020年均值 that of another word, if the number
 * is a year. */
static void leave_unit(const struct av_scan *s, struct av_found *found)
{
	struct av_found unit;
	const struct av_token *before = av_token_before(s);
	if (!before || before->type != AV_TOKEN_NUMBER || before->span.end != s->at)
		return;
	uint64_t known = av_scan_entry(s, found->entry)->known;
	bool year = known >> AV_TAG_FUNCTION_WORD & 1 &&
		    s->doc->numbers.items[before->index].range == AV_RANGE_MODERN;
	if (!(known >> AV_TAG_CHANGE_VERB & 1) && !year)
		return;
	uint32_t last = found->end - 1;
	while (last > s->at && ((uint8_t)s->text.at[last] & 0xC0) == 0x80)
		last--;
	av_lexicon_at(s->rules, av_str_of(s->text.at, last), s->at, &unit);
	if (unit.entry != AV_NO_ENTRY && (av_scan_entry(s, unit.entry)->known & AV_COUNTS))
		*found = unit;
}

/* Whether a number, or the sign of money before one, begins at `at`; with `article` what may
 * begin one counts, too: a third, a year. */
static bool begins_figure(const struct av_scan *s, uint32_t at, bool article)
{
	struct av_found next;
	if (at >= s->text.length)
		return false;
	if (av_byte_class[(uint8_t)s->text.at[at]] == AV_BYTE_DIGIT)
		return true;
	av_lexicon_at(s->rules, s->text, at, &next);
	if (next.number != AV_NO_ENTRY)
		return article || s->rules->number_words[next.number].role != AV_WORD_ARTICLE;
	return next.entry != AV_NO_ENTRY && (av_scan_entry(s, next.entry)->known & AV_COUNTS);
}

/* Where the last one of the words found begins; s->at where they are one. */
static uint32_t last_word(const struct av_scan *s, const struct av_found *found)
{
	uint32_t last = found->end;
	while (last > s->at && s->text.at[last - 1] != ' ')
		last--;
	return last;
}

/* `It takes up to 20 minutes`, `and up to 20 km`: a last word that begins a bound before a
 * figure belongs to the bound; not a verb's of change, which was so far. */
static void leave_bound(const struct av_scan *s, struct av_found *found, uint32_t last)
{
	struct av_found bound, rest;
	if (av_scan_entry(s, found->entry)->known >> AV_TAG_CHANGE_VERB & 1)
		return;
	av_lexicon_at(s->rules, s->text, last, &bound);
	if (bound.entry == AV_NO_ENTRY || bound.end <= found->end ||
	    !av_scan_has_tag(s, bound.entry, s->tags->before) ||
	    !begins_figure(s, bound.end + 1, true))
		return;
	av_lexicon_at(s->rules, av_str_of(s->text.at, last - 1), s->at, &rest);
	*found = rest;
}

/* `20 percent higher than last year`: before no figure a comparison bounds nothing, and its
 * first word may be one of change. */
static void leave_comparison(const struct av_scan *s, struct av_found *found, uint32_t last)
{
	struct av_found change;
	if (!av_scan_has_tag(s, found->entry, s->tags->before) ||
	    begins_figure(s, found->end + 1, false))
		return;
	av_lexicon_at(s->rules, av_str_of(s->text.at, last - 1), s->at, &change);
	if (change.entry != AV_NO_ENTRY && change.end == last - 1 &&
	    (av_scan_entry(s, change.entry)->known >> AV_TAG_CHANGE_VERB & 1))
		*found = change;
}

void av_leave(const struct av_scan *s, struct av_found *found)
{
	leave_stop(s, found);
	leave_unit(s, found);
	bool spaced = av_byte_class[(uint8_t)s->text.at[s->at]] != AV_BYTE_HIGH;
	uint32_t last = spaced && found->end > found->next ? last_word(s, found) : s->at;
	if (last == s->at)
		return; /* one word */
	leave_bound(s, found, last);
	last = found->entry != AV_NO_ENTRY ? last_word(s, found) : s->at;
	if (last > s->at)
		leave_comparison(s, found, last);
}
