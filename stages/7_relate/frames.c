/* SPDX-License-Identifier: MIT
 * Who is said to speak: the noun phrase before a verb of speech (徐冰表示, Ms Lopez
 * said), right behind it (said Ms Lopez), or behind a source word (according to). */
#include "relate.h"

static uint8_t sort_at(const struct relate *r, uint32_t at)
{
	return at < r->items.count ? r->items.items[at].word.sort : ITEM_MARK;
}

static struct av_span trimmed(const struct relate *r, uint32_t start, uint32_t end)
{
	const char *text = r->doc->text.at;
	while (start < end && text[start] == ' ')
		start++;
	while (start < end && text[end - 1] == ' ')
		end--;
	return (struct av_span){ start, end };
}

static bool is_capital(const struct relate *r, uint32_t at)
{
	if (sort_at(r, at) != ITEM_NOUN)
		return false;
	char c = r->doc->text.at[r->items.items[at].span.start];
	return c >= 'A' && c <= 'Z';
}

/* `the Bank of England`, `the Ministry of Health`: where a name with `of` in it ends. */
static uint32_t name_end(const struct relate *r, uint32_t at)
{
	while (is_capital(r, at) && sort_at(r, at + 1) == ITEM_GENITIVE) {
		uint32_t next = at + 2 + (sort_at(r, at + 2) == ITEM_DETERMINER);
		if (!is_capital(r, next))
			break;
		at = next;
	}
	return r->items.items[at].span.end;
}

/* The name, without a title before or behind it. */
static struct av_span name_of(const struct relate *r, uint32_t at)
{
	const struct item *noun = &r->items.items[at];
	struct av_span span = noun->span;
	if (noun->title_end == AV_NONE)
		return (struct av_span){ span.start, name_end(r, at) };
	struct av_span name = trimmed(r, noun->title_end, span.end);
	if (name.start < name.end)
		return name;
	name = trimmed(r, span.start, noun->title_start);
	return name.start < name.end ? name : span;
}

static bool is_attached(uint8_t sort)
{
	return sort == ITEM_PREPOSITION || sort == ITEM_COVERB || sort == ITEM_GENITIVE;
}

/* The leftmost noun of the verb's clause that no preposition leads in, or a pronoun. */
static uint32_t speaker_before(const struct relate *r, uint32_t verb)
{
	uint32_t found = AV_NONE;
	for (uint32_t i = verb; i > 0; i--) {
		uint8_t sort = sort_at(r, i - 1), before = i > 1 ? sort_at(r, i - 2) : ITEM_MARK;
		if (sort == ITEM_MARK || sort == ITEM_QUERY || sort == ITEM_SPEECH ||
		    sort == ITEM_SUBORDINATOR)
			break;
		if (sort == ITEM_PRONOUN || sort == ITEM_SELF ||
		    (sort == ITEM_NOUN && !is_attached(before)))
			found = i - 1;
	}
	return found;
}

/* `Maria Lopez, the chief executive, said`: the noun before an inserted clause. */
static uint32_t speaker_before_insert(const struct relate *r, uint32_t verb)
{
	if (verb < 2 || sort_at(r, verb - 1) != ITEM_MARK)
		return AV_NONE;
	uint32_t insert = av_items_clause(r, verb - 1);
	return insert < 2 ? AV_NONE : speaker_before(r, insert - 1);
}

static uint32_t speaker_of(const struct relate *r, uint32_t verb)
{
	uint32_t found = speaker_before(r, verb);
	if (found != AV_NONE)
		return found;
	if (sort_at(r, verb + 1) == ITEM_NOUN)
		return verb + 1;
	return speaker_before_insert(r, verb);
}

static uint32_t source_of(const struct relate *r, uint32_t at)
{
	do
		at++;
	while (sort_at(r, at) == ITEM_DETERMINER);
	return sort_at(r, at) == ITEM_NOUN ? at : AV_NONE;
}

/* A pronoun stands for the last one named; whoever says `I` is not named by it. */
static struct av_span speaker_span(const struct relate *r, uint32_t at)
{
	const struct item *item = &r->items.items[at];
	if (item->word.sort == ITEM_NOUN)
		return name_of(r, at);
	bool known = item->word.sort == ITEM_PRONOUN && r->last_sentence != AV_NONE;
	return known ? r->last.speaker : (struct av_span){ 0, 0 };
}

static void add_frame(struct relate *r, uint32_t cue, uint32_t speaker)
{
	struct av_span name = speaker_span(r, speaker);
	if (name.start >= name.end)
		return;
	struct frame *frame = av_list_push(&r->frames);
	if (!frame) {
		r->failed = true;
		return;
	}
	uint32_t first = speaker < cue ? speaker : cue;
	*frame = (struct frame){
		.speaker = name,
		.cue = r->items.items[cue].span,
		.clause = r->items.items[av_items_clause(r, first)].span.start,
		.opens = cue + 2 < r->items.count && sort_at(r, cue + 1) == ITEM_MARK,
	};
	if (sort_at(r, cue) == ITEM_SOURCE)
		frame->clause = frame->cue.start;
}

void av_frames_find(struct relate *r)
{
	r->frames.count = 0;
	if (!(r->held.sorts & ITEM_SPEAKS))
		return;
	for (uint32_t i = 0; i < r->items.count && !r->failed; i++) {
		uint8_t sort = r->items.items[i].word.sort;
		if (!(ITEM_BIT(sort) & ITEM_SPEAKS))
			continue;
		uint32_t speaker = sort == ITEM_SPEECH ? speaker_of(r, i) : source_of(r, i);
		if (speaker != AV_NONE)
			add_frame(r, i, speaker);
	}
}

bool av_frames_scan(struct relate *r, struct av_span span, struct frame *out)
{
	av_items_scan(r, span);
	av_frames_find(r);
	if (!r->frames.count)
		return false;
	*out = r->frames.items[r->frames.count - 1];
	return true;
}
