/* SPDX-License-Identifier: MIT
 * The noun phrase that a figure counts or qualifies: right behind it (45,000 GPUs), or
 * led to by a word that says so (80%的企业, dozens of firms). */
#include "relate.h"

#include <string.h>

/* How a kind of figure leads to its noun. */
enum lead { LEAD_NONE, LEAD_LINKED /* only by of, 的 */, LEAD_DIRECT };
static const uint8_t leads[AV_KINDS] = {
	[AV_NUMBER] = LEAD_DIRECT,  [AV_COUNT] = LEAD_DIRECT,    [AV_PERCENT] = LEAD_DIRECT,
	[AV_RATIO] = LEAD_DIRECT,   [AV_FRACTION] = LEAD_DIRECT, [AV_MONEY] = LEAD_LINKED,
	[AV_MEASURE] = LEAD_LINKED, [AV_DURATION] = LEAD_LINKED,
};

static uint8_t sort_at(const struct relate *r, uint32_t at)
{
	return at < r->items.count ? r->items.items[at].word.sort : ITEM_MARK;
}

static bool is_link(uint8_t sort)
{
	return sort == ITEM_GENITIVE || sort == ITEM_ATTRIBUTIVE;
}

/* Past what may stand between a link and its noun: `the`, 这么一个. */
static uint32_t skip_determiners(const struct relate *r, uint32_t at)
{
	while (sort_at(r, at) == ITEM_DETERMINER)
		at++;
	bool one = sort_at(r, at) == ITEM_FIGURE && at > 0 && sort_at(r, at - 1) == ITEM_DETERMINER;
	return at + one;
}

/* A figure with a hyphen stands before a noun of its own phrase: `new 52-week highs`. */
static bool is_attribute(const struct relate *r, uint32_t at)
{
	if (sort_at(r, at) != ITEM_FIGURE || sort_at(r, at + 1) != ITEM_NOUN)
		return false;
	struct av_str text = av_doc_text(r->doc, r->items.items[at].span);
	return memchr(text.at, '-', text.length) != NULL;
}

/* `Kia and Hyundai vehicles`: what is counted comes behind the conjunction. */
static bool is_joined(const struct relate *r, uint32_t at)
{
	return sort_at(r, at + 1) == ITEM_CONJUNCTION && sort_at(r, at + 2) == ITEM_NOUN &&
	       !av_ends_plural(r, r->items.items[at].span.end) &&
	       av_ends_plural(r, r->items.items[at + 2].span.end);
}

/* The phrase that starts at noun `at`, with what 的 adds behind it. */
static struct av_span phrase_from(const struct relate *r, uint32_t at)
{
	struct av_span span = r->items.items[at].span;
	if (is_attribute(r, at + 1)) {
		at += 2;
		span.end = r->items.items[at].span.end;
	}
	if (is_joined(r, at)) {
		at += 2;
		span.end = r->items.items[at].span.end;
	}
	while (sort_at(r, at + 1) == ITEM_ATTRIBUTIVE && sort_at(r, at + 2) == ITEM_NOUN) {
		at += 2;
		span.end = r->items.items[at].span.end;
	}
	return span;
}

/* Not a mark that the cutting into items left: `96.088 .DXY`. */
static bool begins_word(const struct relate *r, uint32_t at)
{
	unsigned char c = (unsigned char)r->doc->text.at[r->items.items[at].span.start];
	return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The lexicon's entry for a unit as it stands: most often a token behind the figure's first
 * one, but a header may stand anywhere. */
static uint32_t entry_of(const struct relate *r, uint32_t figure, struct av_span unit)
{
	const struct av_doc *doc = r->doc;
	uint32_t i = r->places.items[figure - r->first_figure].token;
	while (i < doc->tokens.count && doc->tokens.items[i].span.start < unit.start)
		i++;
	const struct av_token *token = &doc->tokens.items[i];
	if (i < doc->tokens.count && token->type == AV_TOKEN_WORD &&
	    token->span.start == unit.start && token->span.end == unit.end)
		return token->index;
	return av_lexicon_exact(r->rules, av_doc_text(doc, unit));
}

/* `100人`: the measure word itself says what is counted. */
static bool is_counted_word(const struct relate *r, uint32_t figure)
{
	struct av_span unit = r->doc->figures.items[figure].unit_text;
	if (unit.start >= unit.end)
		return false;
	uint32_t entry = entry_of(r, figure, unit);
	return entry != UINT32_MAX && av_word_of(r, entry).flags & WORD_COUNTED;
}

void av_link_counted(struct relate *r, uint32_t figure, uint32_t at, struct av_claim *claim)
{
	const struct av_figure *f = &r->doc->figures.items[figure];
	uint8_t lead = leads[f->reading.kind];
	claim->counted = f->counted;
	if (f->counted.start < f->counted.end || lead == LEAD_NONE)
		return;
	if (is_counted_word(r, figure)) {
		claim->counted = f->unit_text;
		return;
	}
	uint32_t next = at + 1;
	bool linked = is_link(sort_at(r, next));
	if (!linked && lead == LEAD_LINKED)
		return;
	next = skip_determiners(r, next + linked);
	if (!linked && sort_at(r, next) == ITEM_PARTICIPLE && next == at + 1)
		next++;
	if (f->like != AV_NONE && f->reading.kind == AV_COUNT)
		claim->counted = r->doc->claims.items[f->like].counted;
	else if (sort_at(r, next) == ITEM_NOUN && begins_word(r, next))
		claim->counted = phrase_from(r, next);
}
