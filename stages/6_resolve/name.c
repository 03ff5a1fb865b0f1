/* SPDX-License-Identifier: MIT
 * `the Galaxy Note 20 Ultra`, `Chris Doane Automotive 15.`: a bare number behind words with
 * capitals, which counts nothing, is a part of their name. What is no name for certain (a
 * place behind its preposition, an age) is left a figure. */
#include "draft.h"

#define LARGEST 999 /* of a number in a name; what is larger may be the level of an index */

/* The words with capitals before a number that the lexicon does not know. */
struct run {
	uint32_t start; /* of the first one */
	unsigned words;
	bool inner; /* a capital within a word: iPhone */
};

/* What stands behind the number: a noun that it may count, a name's next word or any word
 * that counts nothing, what ends a phrase. */
enum behind { BEHIND_NOUN, BEHIND_OTHER, BEHIND_END };

/* What words of the lexicon can end a name, too. */
#define NAMES                                                                                 \
	(UINT64_C(1) << AV_TAG_PROPERTY | UINT64_C(1) << AV_TAG_PERSON_TITLE |                 \
	 UINT64_C(1) << AV_TAG_NOT_SPEAKER)

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool in_word(char c)
{
	return is_upper(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '&' || c == '\'';
}

/* Whether a word can be in a name; one that the lexicon does not know may always. */
static bool may_name(const struct av_rules *rules, const struct av_token *word, bool last)
{
	uint64_t known = word ? rules->entries.items[word->index].known : NAMES;
	return last ? (known & NAMES) != 0 : !(known >> AV_TAG_FUNCTION_WORD & 1);
}

/* Takes one more word before `end` into the run; false where none is left. */
static bool take_word(const struct av_rules *rules, const struct av_doc *doc, uint32_t sentence,
		      uint32_t end, struct run *run)
{
	const char *text = doc->text.at;
	uint32_t begin = doc->sentences.items[sentence].span.start, start = end;
	bool upper = false;
	while (start > begin && in_word(text[start - 1]))
		upper |= is_upper(text[--start]);
	if (start == end || !upper ||
	    !may_name(rules, av_word_ending(doc, sentence, end), run->words == 0))
		return false;
	run->inner |= !is_upper(text[start]);
	run->start = start;
	run->words++;
	return true;
}

static struct run run_before(const struct av_rules *rules, const struct av_doc *doc,
			     uint32_t sentence, uint32_t number)
{
	struct run run = { .start = number };
	uint32_t begin = doc->sentences.items[sentence].span.start;
	while (run.start > begin + 1 && doc->text.at[run.start - 1] == ' ' &&
	       take_word(rules, doc, sentence, run.start - 1, &run))
		;
	return run;
}

static enum behind behind_of(const struct av_rules *rules, const struct av_doc *doc,
			     const struct av_match *match)
{
	uint32_t at = match->span.end, end = doc->sentences.items[match->sentence].span.end;
	const char *text = doc->text.at;
	if (at >= end || memchr(".,;:)", text[at], 5))
		return BEHIND_END;
	if (text[at] != ' ' || at + 1 >= end)
		return BEHIND_NOUN;
	const struct av_token *word = av_word_starting(doc, match->sentence, at + 1);
	if (av_word_is(rules, word, AV_STR("preposition")) ||
	    av_word_is(rules, word, AV_STR("conjunction")))
		return BEHIND_END;
	return word || is_upper(text[at + 1]) ? BEHIND_OTHER : BEHIND_NOUN;
}

/* A number in digits, small, and nothing else. */
static bool is_bare(const struct av_figure_draft *draft, const struct av_reading *reading)
{
	const struct av_quantity *q = av_draft_number(draft, AV_ROLE_VALUE);
	struct av_span span = draft->match->span;
	return (reading->kind == AV_NUMBER || reading->kind == AV_COUNT) && q && q->number &&
	       q->number->from_digits && q->number->span.start == span.start &&
	       q->number->span.end == span.end &&
	       av_decimal_compare(q->value, av_decimal_of(LARGEST)) <= 0;
}

bool av_is_in_name(const struct av_figure_draft *draft, const struct av_reading *reading)
{
	if (!is_bare(draft, reading))
		return false;
	const struct av_doc *doc = draft->doc;
	struct run run = run_before(draft->rules, doc, draft->match->sentence,
				    draft->match->span.start);
	if (!run.words)
		return false;
	enum behind behind = behind_of(draft->rules, doc, draft->match);
	const struct av_token *before =
		run.start ? av_word_ending(doc, draft->match->sentence, run.start - 1) : NULL;
	if (run.inner || av_word_is(draft->rules, before, AV_STR("determiner")))
		return behind != BEHIND_NOUN;
	return run.words > 1 && behind == BEHIND_END &&
	       !av_word_is(draft->rules, before, AV_STR("preposition"));
}
