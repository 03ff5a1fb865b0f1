/* SPDX-License-Identifier: MIT
 * What a lexicon word means to this stage, worked out when a worker first meets it, so that
 * a token costs one look into a table, and a start nothing. */
#include <stdlib.h>

#include "relate.h"

/* Values of the tag function-word, ORDER: enum item_sort from ITEM_BREAK on. */
static const char *const sort_names[] = {
	"adverb", "verb", "participle", "auxiliary", "modal", "copula", "preposition", "extent", "coverb",
	"genitive", "attributive", "conjunction", "alternative", "subordinator",
	"determiner", "pronoun", "self",
};
_Static_assert(sizeof sort_names / sizeof *sort_names == ITEM_SORTS - ITEM_BREAK,
	       "one name for each sort");
static const struct av_names sorts = { sort_names, sizeof sort_names / sizeof *sort_names };

/* Tags that say how firmly something is said; an earlier row wins. */
static const struct { uint8_t tag, certainty; } cues[] = {
	{ AV_TAG_CONDITION, AV_CONDITIONAL }, { AV_TAG_QUESTION, AV_QUESTIONED },
	{ AV_TAG_PLAN, AV_PLANNED },          { AV_TAG_PREDICTION, AV_PREDICTED },
	{ AV_TAG_ESTIMATE, AV_ESTIMATED },    { AV_TAG_HEDGE, AV_HEDGED },
};

static const char *const edge_tags[EDGES] = { "before", "after", "to", "between",
					      "between-end" };

static bool has(const struct av_entry *entry, unsigned tag)
{
	return entry->known >> tag & 1;
}

static struct av_str value_of(const struct av_rules *rules, uint32_t entry, unsigned tag)
{
	const struct av_lexeme *lexeme = av_entry_lexeme(rules, entry, tag);
	return lexeme ? av_rules_text(rules, lexeme->value) : (struct av_str){ NULL, 0 };
}

/* A function word of a value that is not known breaks a phrase and does nothing else. */
static uint8_t function_sort(const struct av_rules *rules, uint32_t entry)
{
	int sort = av_name_find(&sorts, value_of(rules, entry, AV_TAG_FUNCTION_WORD));
	return sort < 0 ? ITEM_BREAK : (uint8_t)(ITEM_BREAK + sort);
}

static uint8_t certainty_of(const struct av_entry *entry)
{
	for (unsigned i = 0; i < sizeof cues / sizeof *cues; i++)
		if (has(entry, cues[i].tag))
			return cues[i].certainty;
	return AV_STATED;
}

/* A word (of no tag that the pipeline knows) whose value is `counted`. */
static bool is_counted_word(const struct av_rules *rules, const struct av_entry *entry)
{
	const struct av_lexeme *lexemes = &rules->lexemes.items[entry->first_lexeme];
	for (uint32_t i = 0; i < entry->lexeme_count; i++)
		if (av_str_equal(av_rules_text(rules, lexemes[i].value), AV_STR("counted")))
			return true;
	return false;
}

static uint8_t flags_of(const struct av_rules *rules, uint32_t index)
{
	const struct av_entry *entry = &rules->entries.items[index];
	unsigned flags = has(entry, AV_TAG_NEGATION) ? WORD_NEGATION : 0;
	flags |= has(entry, AV_TAG_PROPERTY) ? WORD_PROPERTY : 0;
	flags |= has(entry, AV_TAG_PERSON_TITLE) ? WORD_TITLE : 0;
	if (has(entry, AV_TAG_QUESTION) &&
	    av_str_equal(value_of(rules, index, AV_TAG_QUESTION), AV_STR("tag")))
		flags |= WORD_TAG;
	flags |= is_counted_word(rules, entry) ? WORD_COUNTED : 0;
	flags |= av_is_mark(av_rules_text(rules, entry->surface)) ? WORD_MARK : 0;
	return (uint8_t)flags;
}

static uint8_t sort_of(const struct av_rules *rules, uint32_t index, const struct word *word)
{
	const struct av_entry *entry = &rules->entries.items[index];
	if (has(entry, AV_TAG_SPEECH_VERB))
		return ITEM_SPEECH;
	if (has(entry, AV_TAG_SPEECH_SOURCE))
		return ITEM_SOURCE;
	if (has(entry, AV_TAG_CHANGE_VERB))
		return ITEM_CHANGE;
	if (has(entry, AV_TAG_FUNCTION_WORD))
		return function_sort(rules, index);
	if (has(entry, AV_TAG_PRONOUN))
		return ITEM_PRONOUN;
	return word->certainty != AV_STATED || word->flags & WORD_NEGATION ? ITEM_CUE : ITEM_NOUN;
}

static bool is_edge(const struct av_rules *rules, const struct av_entry *entry,
		    const int edges[EDGES])
{
	for (uint32_t i = 0; i < entry->lexeme_count; i++)
		for (unsigned k = 0; k < EDGES; k++)
			if (rules->lexemes.items[entry->first_lexeme + i].tag == edges[k])
				return true;
	return false;
}

/* `increase`, or `increase by` of a verb that says so only with a word of extent. */
static void set_change(struct word *word, struct av_str value)
{
	static const struct av_str by = AV_STR(" by");
	if (value.length > by.length &&
	    memcmp(value.at + value.length - by.length, by.at, by.length) == 0) {
		value.length -= by.length;
		word->flags |= WORD_BY;
	}
	int change = av_name_find(&av_change_names, value);
	if (change > 0)
		word->change = (uint8_t)change;
}

static struct word word_of(const struct av_rules *rules, uint32_t index, const int edges[EDGES])
{
	const struct av_entry *entry = &rules->entries.items[index];
	struct word word = { .certainty = certainty_of(entry), .flags = flags_of(rules, index) };
	if (has(entry, AV_TAG_CHANGE_VERB))
		set_change(&word, value_of(rules, index, AV_TAG_CHANGE_VERB));
	word.sort = sort_of(rules, index, &word);
	if (word.sort == ITEM_NOUN && is_edge(rules, entry, edges))
		word.sort = ITEM_BREAK;
	return word;
}

struct word av_word_meet(const struct relate *r, uint32_t entry)
{
	struct word word = word_of(r->rules, entry, r->words.edges);
	word.flags |= WORD_KNOWN;
	return r->words.by_entry[entry] = word;
}

bool av_words_open(const struct av_rules *rules, struct words *words)
{
	for (unsigned k = 0; k < EDGES; k++)
		words->edges[k] =
			av_rules_tag(rules, av_str_of(edge_tags[k], strlen(edge_tags[k])));
	words->by_entry = calloc(rules->entries.count + 1, sizeof *words->by_entry);
	return words->by_entry != NULL;
}

void av_words_close(struct words *words)
{
	free(words->by_entry);
}
