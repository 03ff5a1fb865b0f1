/* SPDX-License-Identifier: MIT
 * The document: memory over blocks, places in the source, and that av_doc_check sees
 * each invariant broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inner/doc.h"

static const struct av_str text = { "x 45 km. yz 7", 13 };

#define PUSH(list) (*av_list_push(&(list)))

/* A small document in which all stages have run. */
static void fill(struct av_doc *doc)
{
	doc->bytes = doc->source = text;
	doc->source_offset = 100;
	av_buffer_append(&doc->text, text);
	PUSH(doc->paragraphs) = (struct av_span){ 0, 13 };
	PUSH(doc->turns).body = (struct av_span){ 0, 13 };
	PUSH(doc->quotes) = (struct av_quote){ { 0, 13 }, AV_NONE };
	PUSH(doc->clauses) = (struct av_span){ 0, 8 };
	PUSH(doc->sentences) = (struct av_sentence){ { 0, 8 }, 0, 0, 0, 1 };
	PUSH(doc->sentences) = (struct av_sentence){ { 9, 13 }, 0, AV_NONE, 1, 0 };
	av_buffer_append(&doc->shape, AV_STR("x \uF000 \uE000.yz \uF000"));
	PUSH(doc->sentence_tokens) = (struct av_sentence_tokens){ 0, 2, 0, 10 };
	PUSH(doc->sentence_tokens) = (struct av_sentence_tokens){ 2, 1, 10, 16 };
	PUSH(doc->tokens) = (struct av_token){ { 2, 4 }, 0, 2, AV_TOKEN_NUMBER };
	PUSH(doc->tokens) = (struct av_token){ { 5, 7 }, 0, 6, AV_TOKEN_WORD };
	PUSH(doc->tokens) = (struct av_token){ { 12, 13 }, 1, 13, AV_TOKEN_NUMBER };
	PUSH(doc->numbers).span = (struct av_span){ 2, 4 };
	PUSH(doc->numbers).span = (struct av_span){ 12, 13 };
	PUSH(doc->captures) = (struct av_capture){ { 2, 4 }, 0, true };
	PUSH(doc->matches) = (struct av_match){ 0, 0, { 2, 7 }, 0, 2 };
	PUSH(doc->matches) = (struct av_match){ 0, 1, { 12, 13 }, 0, 1 };
	PUSH(doc->alternatives).unit = AV_NONE;
	struct av_figure *figure = av_list_push(&doc->figures);
	figure->span = (struct av_span){ 2, 7 };
	figure->alternative_count = 1;
	figure = av_list_push(&doc->figures);
	figure->span = (struct av_span){ 12, 13 };
	figure->sentence = figure->match = figure->number = 1;
	PUSH(doc->claims).when = AV_NONE;
	PUSH(doc->claims).when = 0;
}

static void a_whole_document_passes(void **state)
{
	(void)state;
	struct av_doc doc = { 0 };
	assert_null(av_doc_check(&doc, NULL));
	fill(&doc);
	const char *broken = av_doc_check(&doc, NULL);
	if (broken)
		fail_msg("%s", broken);
	av_doc_free(&doc);
	assert_null(av_doc_check(&doc, NULL));
}

/* Breaks one thing of a whole document; the check must say exactly `wanted`. */
#define BREAKS(statement, wanted)                                                             \
	do {                                                                                  \
		struct av_doc doc = { 0 };                                                    \
		fill(&doc);                                                                   \
		statement;                                                                    \
		const char *broken = av_doc_check(&doc, NULL);                                \
		assert_non_null(broken);                                                      \
		assert_string_equal(broken, wanted);                                          \
		av_doc_free(&doc);                                                            \
	} while (0)

static void texts_and_parts_are_checked(void **state)
{
	(void)state;
	BREAKS(doc.text.at[0] = '\xFF', "the text is not UTF-8");
	BREAKS(doc.text.failed = true, "a buffer failed and nobody said so");
	BREAKS(doc.text.length--, "a map without runs joins texts of unequal length");
	BREAKS(av_map_add(&doc.map, 1, 1), "a map is not closed");
	BREAKS(doc.paragraphs.items[0].end = 14, "a paragraph lies outside the text");
	BREAKS(doc.turns.items[0].name.end = 99, "a turn lies outside the text");
	BREAKS(doc.quotes.items[0].parent = 0, "a quotation's parent is none");
	BREAKS(doc.sentences.items[0].span.start = 1, "a sentence has white space at an end");
	BREAKS(doc.sentences.items[0].paragraph = 1, "a sentence has no paragraph");
	BREAKS(doc.sentences.items[0].turn = 1, "a sentence's turn is none");
	BREAKS(doc.sentences.items[1].span.start = 7, "sentences overlap or are out of order");
	BREAKS(doc.clauses.items[0].end = 9, "a clause leaves its sentence");
	BREAKS(doc.sentences.items[1].clause_count = 1,
	       "a sentence's clauses are out of range");
}

static void tokens_are_checked(void **state)
{
	(void)state;
	BREAKS(doc.tokens.items[1].span.start = 3, "tokens overlap or are out of order");
	BREAKS(doc.tokens.items[1].span.end = 9, "a token leaves its sentence");
	BREAKS(doc.tokens.items[0].index = 2, "a token's number is none");
	BREAKS(doc.tokens.items[1].shape_start = 4, "a token's place in the shape is wrong");
	BREAKS(doc.sentence_tokens.count--, "sentence_tokens is not parallel to sentences");
	BREAKS(doc.sentence_tokens.items[1].count = 2, "a sentence's tokens are out of range");
	BREAKS(doc.sentence_tokens.items[1].shape_end = 99,
	       "a sentence's shape is out of range");
	BREAKS(doc.numbers.items[0].sort = AV_SORTS, "a number has no form");
}

static void figures_and_claims_are_checked(void **state)
{
	(void)state;
	BREAKS(doc.matches.items[1].sentence = 0, "a match leaves its sentence");
	BREAKS(doc.captures.items[0].token = 3, "a capture's token is none");
	BREAKS(doc.figures.items[1].span.start = 13, "a figure is empty");
	BREAKS(doc.figures.items[0].confidence = 2, "a figure's confidence is not in 0..1");
	BREAKS(doc.figures.items[1].match = 2, "a figure's match is none");
	BREAKS(doc.figures.items[1].span = doc.figures.items[0].span,
	       "a figure leaves its sentence");
	BREAKS(doc.figures.items[1] = doc.figures.items[0],
	       "figures overlap or are out of order");
	BREAKS(doc.figures.items[0].alternative_count = 2,
	       "a figure's alternatives are out of range");
	BREAKS(doc.claims.count--, "claims is not parallel to figures");
	BREAKS(doc.claims.items[0].when = 2, "a claim's time is none");
	BREAKS(doc.claims.items[0].subject.end = 14, "a claim's words lie outside the text");
}

static void reset_keeps_memory_and_what_was_given(void **state)
{
	(void)state;
	struct av_doc doc = { .id = AV_STR("d"), .lang = AV_STR("zh") };
	fill(&doc);
	const void *tokens = doc.tokens.items, *buffer = doc.text.at;
	av_doc_reset(&doc);
	assert_int_equal(doc.tokens.count + doc.text.length + doc.claims.count, 0);
	assert_null(doc.source.at);
	assert_true(av_str_equal(doc.id, AV_STR("d")));
	fill(&doc);
	assert_ptr_equal(doc.tokens.items, tokens);
	assert_ptr_equal(doc.text.at, buffer);
	assert_null(av_doc_check(&doc, NULL));
	av_doc_free(&doc);
}

static void spans_lead_to_the_source(void **state)
{
	(void)state;
	struct av_doc doc = { 0 };
	fill(&doc);
	struct av_span span = { 2, 4 };
	assert_true(av_str_equal(av_doc_text(&doc, span), AV_STR("45")));
	assert_true(av_str_equal(av_doc_source(&doc, span), AV_STR("45")));
	assert_int_equal(av_doc_source_span(&doc, span).start, 102);
	assert_int_equal(av_doc_source_span(&doc, span).end, 104);
	doc.source = AV_STR("x45 km. yz 7");
	av_map_add(&doc.map, 1, 1);
	av_map_add(&doc.map, 2, 1);
	av_map_close(&doc.map, 13, 12);
	assert_true(av_str_equal(av_doc_source(&doc, span), AV_STR("45")));
	assert_int_equal(av_doc_source_span(&doc, span).start, 101);
	av_doc_free(&doc);
	assert_int_equal(av_doc_source(&doc, (struct av_span){ 0, 0 }).length, 0);
}

static void sentences_are_found_by_position(void **state)
{
	(void)state;
	struct av_doc doc = { 0 };
	assert_int_equal(av_doc_sentence_at(&doc, 0), AV_NONE);
	fill(&doc);
	assert_int_equal(av_doc_sentence_at(&doc, 0), 0);
	assert_int_equal(av_doc_sentence_at(&doc, 7), 0);
	assert_int_equal(av_doc_sentence_at(&doc, 8), AV_NONE);
	assert_int_equal(av_doc_sentence_at(&doc, 9), 1);
	assert_int_equal(av_doc_sentence_at(&doc, 13), AV_NONE);
	av_doc_free(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_document_passes),
		cmocka_unit_test(texts_and_parts_are_checked),
		cmocka_unit_test(tokens_are_checked),
		cmocka_unit_test(figures_and_claims_are_checked),
		cmocka_unit_test(reset_keeps_memory_and_what_was_given),
		cmocka_unit_test(spans_lead_to_the_source),
		cmocka_unit_test(sentences_are_found_by_position),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
