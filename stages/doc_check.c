/* SPDX-License-Identifier: MIT
 * The invariants of a document, as code: what every stage may rely on. Only looks, so
 * that debug builds, tests and fuzzers can ask after any stage. Arrays that no stage
 * has written yet are empty and pass. */
#include "inner/doc.h"

#define REQUIRE(condition, broken)                                                            \
	do                                                                                    \
		if (!(condition))                                                             \
			return broken;                                                        \
	while (0)

typedef const char *check(const struct av_doc *doc, const struct av_rules *rules);

/* Whether position `at` begins a code point (or ends the text). */
static bool is_border(struct av_str s, uint32_t at)
{
	return at == s.length || (at < s.length && ((unsigned char)s.at[at] & 0xC0) != 0x80);
}

static bool is_inside(const struct av_doc *doc, struct av_span span)
{
	struct av_str text = av_buffer_str(&doc->text);
	return span.start <= span.end && span.end <= text.length && is_border(text, span.start) &&
	       is_border(text, span.end);
}

static bool is_index(uint32_t index, uint32_t count)
{
	return index == AV_NONE || index < count;
}

/* Whether [first, first + count) lies in a list of `total`. */
static bool is_range(uint32_t first, uint32_t count, uint32_t total)
{
	return first <= total && count <= total - first;
}

static const char *check_map(const struct av_map *map, size_t made, size_t from)
{
	if (!map->count) {
		REQUIRE(made == from, "a map without runs joins texts of unequal length");
		return NULL;
	}
	struct av_map_run last = { 0, 0 };
	for (uint32_t i = 0; i < map->count; i++) {
		struct av_map_run run = map->items[i];
		REQUIRE(run.made >= last.made && run.from >= last.from, "a map's runs fall");
		last = run;
	}
	REQUIRE(map->made_end == made && map->from_end == from, "a map is not closed");
	REQUIRE(last.made <= made && last.from <= from, "a map's run lies outside");
	return NULL;
}

static const char *check_texts(const struct av_doc *doc, const struct av_rules *rules)
{
	(void)rules;
	REQUIRE(!doc->source_buffer.failed && !doc->text.failed && !doc->shape.failed,
		"a buffer failed and nobody said so");
	REQUIRE(av_utf8_valid(doc->source) == doc->source.length, "the source is not UTF-8");
	REQUIRE(av_utf8_valid(av_buffer_str(&doc->text)) == doc->text.length,
		"the text is not UTF-8");
	REQUIRE(av_utf8_valid(av_buffer_str(&doc->shape)) == doc->shape.length,
		"the shape is not UTF-8");
	return NULL;
}

static const char *check_maps(const struct av_doc *doc, const struct av_rules *rules)
{
	(void)rules;
	const char *broken = NULL;
	if (doc->source.length)
		broken = check_map(&doc->decoded, doc->source.length, doc->bytes.length);
	if (!broken && doc->text.length)
		broken = check_map(&doc->map, doc->text.length, doc->source.length);
	return broken;
}

static const char *check_paragraphs(const struct av_doc *doc, const struct av_rules *rules)
{
	(void)rules;
	uint32_t end = 0;
	for (uint32_t i = 0; i < doc->paragraphs.count; i++) {
		struct av_span span = doc->paragraphs.items[i];
		REQUIRE(is_inside(doc, span), "a paragraph lies outside the text");
		REQUIRE(span.start >= end, "paragraphs overlap");
		end = span.end;
	}
	return NULL;
}

static const char *check_turns(const struct av_doc *doc, const struct av_rules *rules)
{
	(void)rules;
	uint32_t end = 0;
	for (uint32_t i = 0; i < doc->turns.count; i++) {
		const struct av_turn *turn = &doc->turns.items[i];
		REQUIRE(is_inside(doc, turn->name) && is_inside(doc, turn->body),
			"a turn lies outside the text");
		REQUIRE(turn->body.start >= end, "turns overlap");
		end = turn->body.end;
	}
	return NULL;
}

static const char *check_quotes(const struct av_doc *doc, const struct av_rules *rules)
{
	(void)rules;
	for (uint32_t i = 0; i < doc->quotes.count; i++) {
		const struct av_quote *quote = &doc->quotes.items[i];
		REQUIRE(is_inside(doc, quote->inside), "a quotation lies outside the text");
		REQUIRE(is_index(quote->parent, doc->quotes.count) && quote->parent != i,
			"a quotation's parent is none");
		if (quote->parent != AV_NONE)
			REQUIRE(av_span_holds(doc->quotes.items[quote->parent].inside,
					      quote->inside),
				"a quotation leaves its parent");
	}
	return NULL;
}

static bool is_space_at(const struct av_doc *doc, uint32_t at)
{
	char c = doc->text.at[at];
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *check_clauses(const struct av_doc *doc, const struct av_sentence *sentence)
{
	REQUIRE(is_range(sentence->first_clause, sentence->clause_count, doc->clauses.count),
		"a sentence's clauses are out of range");
	uint32_t end = sentence->span.start;
	for (uint32_t i = 0; i < sentence->clause_count; i++) {
		struct av_span clause = doc->clauses.items[sentence->first_clause + i];
		REQUIRE(is_inside(doc, clause) && av_span_holds(sentence->span, clause),
			"a clause leaves its sentence");
		REQUIRE(clause.start >= end, "clauses overlap");
		end = clause.end;
	}
	return NULL;
}

static const char *check_sentence(const struct av_doc *doc, const struct av_sentence *sentence)
{
	struct av_span span = sentence->span;
	REQUIRE(is_inside(doc, span), "a sentence lies outside the text");
	REQUIRE(span.start < span.end, "a sentence is empty");
	REQUIRE(!is_space_at(doc, span.start) && !is_space_at(doc, span.end - 1),
		"a sentence has white space at an end");
	REQUIRE(sentence->paragraph < doc->paragraphs.count, "a sentence has no paragraph");
	REQUIRE(av_span_holds(doc->paragraphs.items[sentence->paragraph], span),
		"a sentence leaves its paragraph");
	REQUIRE(is_index(sentence->turn, doc->turns.count), "a sentence's turn is none");
	return check_clauses(doc, sentence);
}

static const char *check_sentences(const struct av_doc *doc, const struct av_rules *rules)
{
	(void)rules;
	uint32_t end = 0;
	for (uint32_t i = 0; i < doc->sentences.count; i++) {
		const struct av_sentence *sentence = &doc->sentences.items[i];
		const char *broken = check_sentence(doc, sentence);
		if (broken)
			return broken;
		REQUIRE(sentence->span.start >= end, "sentences overlap or are out of order");
		end = sentence->span.end;
	}
	return NULL;
}

static const char *check_token(const struct av_doc *doc, const struct av_rules *rules,
			       const struct av_token *token)
{
	bool number = token->type == AV_TOKEN_NUMBER;
	REQUIRE(number || token->type == AV_TOKEN_WORD, "a token has no type");
	REQUIRE(token->span.start < token->span.end, "a token is empty");
	REQUIRE(is_inside(doc, token->span), "a token lies outside the text");
	if (number)
		REQUIRE(token->index < doc->numbers.count, "a token's number is none");
	else if (rules)
		REQUIRE(token->index < rules->entries.count, "a token's entry is none");
	return NULL;
}

static const char *check_tokens_of(const struct av_doc *doc, const struct av_rules *rules,
				   uint32_t sentence)
{
	struct av_sentence_tokens part = doc->sentence_tokens.items[sentence];
	struct av_str shape = av_buffer_str(&doc->shape);
	REQUIRE(is_range(part.first, part.count, doc->tokens.count),
		"a sentence's tokens are out of range");
	REQUIRE(part.shape_start <= part.shape_end && part.shape_end <= shape.length &&
			is_border(shape, part.shape_start) && is_border(shape, part.shape_end),
		"a sentence's shape is out of range");
	struct av_span inside = doc->sentences.items[sentence].span;
	uint32_t end = inside.start, shape_end = part.shape_start;
	for (uint32_t i = part.first; i < part.first + part.count; i++) {
		const struct av_token *token = &doc->tokens.items[i];
		const char *broken = check_token(doc, rules, token);
		if (broken)
			return broken;
		REQUIRE(token->span.start >= end, "tokens overlap or are out of order");
		REQUIRE(token->span.end <= inside.end, "a token leaves its sentence");
		REQUIRE(token->shape_start >= shape_end && token->shape_start < part.shape_end,
			"a token's place in the shape is wrong");
		end = token->span.end;
		shape_end = token->shape_start + 3; /* a token is one private-use code point */
	}
	return NULL;
}

static const char *check_tokens(const struct av_doc *doc, const struct av_rules *rules)
{
	if (!doc->sentence_tokens.count) {
		REQUIRE(!doc->tokens.count, "tokens without sentences");
		return NULL;
	}
	REQUIRE(doc->sentence_tokens.count == doc->sentences.count,
		"sentence_tokens is not parallel to sentences");
	for (uint32_t i = 0; i < doc->sentences.count; i++) {
		const char *broken = check_tokens_of(doc, rules, i);
		if (broken)
			return broken;
	}
	return NULL;
}

static const char *check_numbers(const struct av_doc *doc, const struct av_rules *rules)
{
	(void)rules;
	for (uint32_t i = 0; i < doc->numbers.count; i++) {
		const struct av_number *number = &doc->numbers.items[i];
		REQUIRE(is_inside(doc, number->span), "a number lies outside the text");
		REQUIRE(number->range < AV_RANGES && number->writing < AV_WRITINGS &&
				number->sort < AV_SORTS,
			"a number has no form");
		REQUIRE(number->modifier < AV_MODIFIERS, "a number's modifier is none");
		REQUIRE(!number->has_low || !number->has_high ||
				av_decimal_compare(number->low, number->high) <= 0,
			"a number's bounds are swapped");
	}
	return NULL;
}

static const char *check_match(const struct av_doc *doc, const struct av_rules *rules,
			       const struct av_match *match)
{
	REQUIRE(match->sentence < doc->sentences.count, "a match has no sentence");
	REQUIRE(is_inside(doc, match->span), "a match lies outside the text");
	REQUIRE(av_span_holds(doc->sentences.items[match->sentence].span, match->span),
		"a match leaves its sentence");
	uint32_t captures = 0;
	if (rules) {
		REQUIRE(match->rule < rules->rules.count, "a match's rule is none");
		captures = rules->rules.items[match->rule].variable_count;
	}
	REQUIRE(is_range(match->first_capture, captures, doc->captures.count),
		"a match's captures are out of range");
	return NULL;
}

static const char *check_matches(const struct av_doc *doc, const struct av_rules *rules)
{
	uint32_t sentence = 0, start = 0;
	for (uint32_t i = 0; i < doc->matches.count; i++) {
		const struct av_match *match = &doc->matches.items[i];
		const char *broken = check_match(doc, rules, match);
		if (broken)
			return broken;
		start = match->sentence == sentence ? start : 0;
		REQUIRE(match->sentence >= sentence && match->span.start >= start,
			"matches are out of order");
		sentence = match->sentence;
		start = match->span.start;
	}
	return NULL;
}

static const char *check_captures(const struct av_doc *doc, const struct av_rules *rules)
{
	(void)rules;
	for (uint32_t i = 0; i < doc->captures.count; i++) {
		const struct av_capture *capture = &doc->captures.items[i];
		if (!capture->set)
			continue;
		REQUIRE(is_inside(doc, capture->span), "a capture lies outside the text");
		REQUIRE(is_index(capture->token, doc->tokens.count), "a capture's token is none");
	}
	return NULL;
}

static const char *check_reading(const struct av_reading *reading, const struct av_rules *rules)
{
	REQUIRE(reading->kind < AV_KINDS && reading->modifier < AV_MODIFIERS &&
			reading->change < AV_CHANGES,
		"a reading's kind, modifier or change is none");
	REQUIRE(!rules || is_index(reading->unit, rules->units.count), "a reading's unit is none");
	REQUIRE(!reading->has_low || !reading->has_high ||
			av_decimal_compare(reading->low, reading->high) <= 0,
		"a reading's bounds are swapped");
	return NULL;
}

static const char *check_figure(const struct av_doc *doc, const struct av_rules *rules,
				const struct av_figure *figure)
{
	REQUIRE(figure->span.start < figure->span.end, "a figure is empty");
	REQUIRE(is_inside(doc, figure->span), "a figure lies outside the text");
	REQUIRE(figure->sentence < doc->sentences.count, "a figure has no sentence");
	REQUIRE(av_span_holds(doc->sentences.items[figure->sentence].span, figure->span),
		"a figure leaves its sentence");
	REQUIRE(!rules || figure->rule < rules->rules.count, "a figure's rule is none");
	REQUIRE(figure->match < doc->matches.count, "a figure's match is none");
	REQUIRE(is_index(figure->number, doc->numbers.count), "a figure's number is none");
	REQUIRE(is_inside(doc, figure->unit_text) && is_inside(doc, figure->counted) &&
			is_inside(doc, figure->subject) && is_inside(doc, figure->about),
		"a figure's words lie outside the text");
	REQUIRE(figure->certainty < AV_CERTAINTIES, "a figure's certainty is none");
	REQUIRE(is_range(figure->first_alternative, figure->alternative_count,
			 doc->alternatives.count),
		"a figure's alternatives are out of range");
	REQUIRE(figure->confidence >= 0 && figure->confidence <= 1,
		"a figure's confidence is not in 0..1");
	return check_reading(&figure->reading, rules);
}

static const char *check_figures(const struct av_doc *doc, const struct av_rules *rules)
{
	uint32_t end = 0;
	for (uint32_t i = 0; i < doc->figures.count; i++) {
		const struct av_figure *figure = &doc->figures.items[i];
		const char *broken = check_figure(doc, rules, figure);
		if (broken)
			return broken;
		REQUIRE(figure->span.start >= end, "figures overlap or are out of order");
		end = figure->span.end;
	}
	return NULL;
}

static const char *check_alternatives(const struct av_doc *doc, const struct av_rules *rules)
{
	for (uint32_t i = 0; i < doc->alternatives.count; i++) {
		const char *broken = check_reading(&doc->alternatives.items[i], rules);
		if (broken)
			return broken;
	}
	return NULL;
}

static const char *check_claim(const struct av_doc *doc, const struct av_claim *claim)
{
	REQUIRE(is_inside(doc, claim->counted) && is_inside(doc, claim->subject) &&
			is_inside(doc, claim->about) && is_inside(doc, claim->speaker) &&
			is_inside(doc, claim->speaker_cue) && is_inside(doc, claim->certainty_cue),
		"a claim's words lie outside the text");
	REQUIRE(claim->attribution < AV_ATTRIBUTIONS && claim->certainty < AV_CERTAINTIES &&
			claim->change < AV_CHANGES,
		"a claim's attribution, certainty or change is none");
	REQUIRE(is_index(claim->when, doc->figures.count), "a claim's time is none");
	REQUIRE(claim->confidence >= 0 && claim->confidence <= 1,
		"a claim's confidence is not in 0..1");
	return NULL;
}

static const char *check_claims(const struct av_doc *doc, const struct av_rules *rules)
{
	(void)rules;
	REQUIRE(!doc->claims.count || doc->claims.count == doc->figures.count,
		"claims is not parallel to figures");
	for (uint32_t i = 0; i < doc->claims.count; i++) {
		const char *broken = check_claim(doc, &doc->claims.items[i]);
		if (broken)
			return broken;
	}
	return NULL;
}

const char *av_doc_check(const struct av_doc *doc, const struct av_rules *rules)
{
	static check *const checks[] = {
		check_texts,     check_maps,   check_paragraphs,   check_turns,
		check_quotes,    check_sentences, check_numbers,   check_tokens,
		check_captures,  check_matches, check_alternatives, check_figures,
		check_claims,
	};
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		const char *broken = checks[i](doc, rules);
		if (broken)
			return broken;
	}
	return NULL;
}
