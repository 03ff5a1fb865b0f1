/* SPDX-License-Identifier: MIT
 * Verbs that no table has, told by their ending: a table lists the endings (`*ed`) and what
 * they say. Only behind a noun, where `The team sequenced 2,500 genomes` would else have
 * a subject too long; `a retired teacher` stays one phrase. */
#include <string.h>

#include "relate.h"

#define SHORTEST 5 /* bytes of a verb */

static const char *const sort_names[] = { "none", "participle", "progressive", "plural" };
static const struct av_names sorts = { sort_names, sizeof sort_names / sizeof *sort_names };

void av_endings_build(const struct av_rules *rules, struct endings *out)
{
	out->count = 0;
	for (uint32_t i = 0; i < rules->entries.count; i++) {
		const struct av_entry *entry = &rules->entries.items[i];
		if (!(entry->known >> AV_TAG_ENDING & 1))
			continue;
		const struct av_lexeme *lexeme = av_entry_lexeme(rules, i, AV_TAG_ENDING);
		int sort = lexeme ? av_name_find(&sorts, av_rules_text(rules, lexeme->value)) : -1;
		struct av_str surface = av_rules_text(rules, entry->surface);
		if (sort < 0 || surface.length < 2 || out->count == ENDINGS)
			continue;
		out->items[out->count].text = av_str_of(surface.at + 1, surface.length - 1);
		out->items[out->count++].sort = (uint8_t)sort;
	}
}

/* What the longest ending that fits says. */
static uint8_t ending_of(const struct endings *endings, struct av_str word)
{
	uint8_t sort = ENDING_NONE;
	size_t longest = 0;
	for (unsigned i = 0; i < endings->count; i++) {
		struct av_str end = endings->items[i].text;
		if (end.length > longest && word.length > end.length &&
		    word.at[word.length - 1] == end.at[end.length - 1] &&
		    memcmp(word.at + word.length - end.length, end.at, end.length) == 0) {
			sort = endings->items[i].sort;
			longest = end.length;
		}
	}
	return sort;
}

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

bool av_ends_plural(const struct relate *r, uint32_t end)
{
	const char *text = r->doc->text.at;
	uint32_t start = end;
	while (start > 0 && is_small(text[start - 1]))
		start--;
	return ending_of(&r->endings, av_str_of(text + start, end - start)) == ENDING_PLURAL;
}

/* Whether a token begins behind the word, or nothing that could be its noun. */
static bool noun_follows(const struct relate *r, uint32_t end, uint32_t stop)
{
	return end + 1 < stop && r->doc->text.at[end] == ' ';
}

static bool leads_to(const struct relate *r, const struct av_token *next, uint32_t end)
{
	if (!next || next->span.start != end + 1)
		return false;
	return next->type != AV_TOKEN_WORD || av_word_of(r, next->index).sort == ITEM_DETERMINER;
}

uint32_t av_verb_end(const struct relate *r, uint32_t at, uint32_t stop,
		     const struct av_token *next)
{
	const char *text = r->doc->text.at;
	uint32_t end = at;
	if (at < 2 || text[at - 1] != ' ')
		return at;
	while (end < stop && is_small(text[end]))
		end++;
	bool whole = end == stop || memchr(" ,.;:)\"", text[end], 7);
	if (!whole || end - at < SHORTEST)
		return at;
	uint8_t sort = ending_of(&r->endings, av_str_of(text + at, end - at));
	if (sort == ENDING_PARTICIPLE)
		return !noun_follows(r, end, stop) || av_ends_plural(r, at - 1) ? end : at;
	return sort == ENDING_PROGRESSIVE && leads_to(r, next, end) ? end : at;
}
