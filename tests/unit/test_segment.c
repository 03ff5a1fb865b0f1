/* SPDX-License-Identifier: MIT
 * 3_segment over a small lexicon of the test's own, so that the rules may change. What is
 * expected is written as one line: parts joined with ` | `. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "inner/limits.h"
#include "inner/stage.h"

/* --- a lexicon: takes the place of the compiled one ------------------------------------- */

#define WORD(text, tag, value) { { text, sizeof(text) - 1 }, tag, { value, sizeof(value) - 1 } }
static const struct word {
	struct av_str surface;
	unsigned tag;
	struct av_str value;
} words[] = {
	WORD("Dr.", AV_TAG_ABBREVIATION, "never"),   WORD("Inc.", AV_TAG_ABBREVIATION, "may"),
	WORD("No", AV_TAG_ABBREVIATION, "number"),   WORD("p.m.", AV_TAG_ABBREVIATION, "ends"),
	WORD("e.g.", AV_TAG_ABBREVIATION, "never"),  WORD("It", AV_TAG_PRONOUN, ""),
	WORD("The", AV_TAG_FUNCTION_WORD, ""),       WORD("表示", AV_TAG_SPEECH_VERB, ""),
	WORD("问", AV_TAG_QUESTION_MARK_NAME, ""),   WORD("Q", AV_TAG_QUESTION_MARK_NAME, ""),
	WORD("来源", AV_TAG_NOT_SPEAKER, ""),        WORD("Note", AV_TAG_NOT_SPEAKER, ""),
	WORD("主持人", AV_TAG_PERSON_TITLE, ""),     WORD("营收", AV_TAG_PROPERTY, ""),
	WORD("的", AV_TAG_FUNCTION_WORD, ""),
};
#define WORDS (sizeof words / sizeof *words)

static struct av_entry entries[WORDS];
static struct av_lexeme lexemes[WORDS];
static char texts[256];
static struct av_rules rules;

static int set_up(void **state)
{
	(void)state;
	for (uint32_t i = 0, end = 0; i < WORDS; i++) {
		uint32_t length = (uint32_t)words[i].value.length;
		entries[i].known = UINT64_C(1) << words[i].tag;
		lexemes[i].value = (struct av_text){ end, length };
		memcpy(texts + end, words[i].value.at, length);
		end += length;
	}
	rules.texts = texts;
	rules.entries.items = entries;
	rules.entries.count = WORDS;
	return 0;
}

uint32_t av_lexicon_find(const struct av_rules *r, struct av_str text, uint32_t at, uint32_t *end)
{
	(void)r;
	for (uint32_t i = 0; i < WORDS; i++) {
		struct av_str s = words[i].surface;
		if (text.length - at >= s.length && memcmp(text.at + at, s.at, s.length) == 0) {
			*end = at + (uint32_t)s.length;
			return i;
		}
	}
	return UINT32_MAX;
}

uint32_t av_lexicon_exact(const struct av_rules *r, struct av_str surface)
{
	(void)r;
	for (uint32_t i = 0; i < WORDS; i++)
		if (av_str_equal(words[i].surface, surface))
			return i;
	return UINT32_MAX;
}

const struct av_lexeme *av_entry_lexeme(const struct av_rules *r, uint32_t entry, unsigned tag)
{
	(void)r;
	return words[entry].tag == tag ? &lexemes[entry] : NULL;
}

/* --- what is checked ------------------------------------------------------------------------ */

static void run(struct av_doc *doc, const char *text)
{
	doc->text.length = 0;
	av_buffer_append(&doc->text, av_str_of(text, strlen(text)));
	doc->source = doc->bytes = av_buffer_str(&doc->text);
	assert_int_equal(av_stage_segment.run(NULL, &rules, doc), AVER_OK);
	const char *broken = av_doc_check(doc, NULL);
	if (broken)
		fail_msg("%s: %s", text, broken);
}

static void append_part(struct av_buffer *out, const struct av_doc *doc, struct av_span span)
{
	if (out->length)
		av_buffer_append(out, AV_STR(" | "));
	av_buffer_append(out, av_doc_text(doc, span));
}

static void compare(struct av_buffer *got, struct av_doc *doc, const char *wanted)
{
	if (!av_str_equal(av_buffer_str(got), av_str_of(wanted, strlen(wanted))))
		fail_msg("`%.*s`, not `%s`", (int)got->length, got->at ? got->at : "", wanted);
	av_buffer_free(got);
	av_doc_free(doc);
}

static void sentences(const char *text, const char *wanted)
{
	struct av_doc doc = { .source_offset = 0 };
	struct av_buffer got = { 0 };
	run(&doc, text);
	for (uint32_t i = 0; i < doc.sentences.count; i++)
		append_part(&got, &doc, doc.sentences.items[i].span);
	compare(&got, &doc, wanted);
}

static void clauses(const char *text, const char *wanted)
{
	struct av_doc doc = { .source_offset = 0 };
	struct av_buffer got = { 0 };
	run(&doc, text);
	for (uint32_t i = 0; i < doc.clauses.count; i++)
		append_part(&got, &doc, doc.clauses.items[i]);
	compare(&got, &doc, wanted);
}

static void quotes(const char *text, const char *wanted)
{
	struct av_doc doc = { .source_offset = 0 };
	struct av_buffer got = { 0 };
	run(&doc, text);
	for (uint32_t i = 0; i < doc.quotes.count; i++)
		append_part(&got, &doc, doc.quotes.items[i].inside);
	compare(&got, &doc, wanted);
}

/* Each sentence as SPEAKER>SENTENCE. */
static void turns(const char *text, const char *wanted)
{
	struct av_doc doc = { .source_offset = 0 };
	struct av_buffer got = { 0 };
	run(&doc, text);
	for (uint32_t i = 0; i < doc.sentences.count; i++) {
		const struct av_sentence *sentence = &doc.sentences.items[i];
		struct av_span none = { 0, 0 };
		append_part(&got, &doc, sentence->turn == AV_NONE ?
			    none : doc.turns.items[sentence->turn].name);
		av_buffer_append_char(&got, '>');
		av_buffer_append(&got, av_doc_text(&doc, sentence->span));
	}
	compare(&got, &doc, wanted);
}

static void stops_end_sentences(void **state)
{
	(void)state;
	sentences("One rose. Two fell! Did three? Yes.",
		  "One rose. | Two fell! | Did three? | Yes.");
	sentences("涨了。跌了！真的？？是的……完", "涨了。 | 跌了！ | 真的？？ | 是的……完");
	sentences("一段\n\n二段\n", "一段 | 二段");
	sentences("Well... Then it fell.", "Well... | Then it fell.");
	sentences("Well... then it fell.", "Well... then it fell.");
	sentences("", "");
	sentences(" \n\t\n", "");
}

static void other_full_stops_do_not(void **state)
{
	(void)state;
	sentences("Dr. Wu sold 3.5 of 4. It rose.", "Dr. Wu sold 3.5 of 4. | It rose.");
	sentences("The U.S. President met J. K. Lee.", "The U.S. President met J. K. Lee.");
	sentences("He left the U.S. It rained.", "He left the U.S. | It rained.");
	sentences("At Acme Inc. Chairman Li left. Acme Inc. The end.",
		  "At Acme Inc. Chairman Li left. | Acme Inc. | The end.");
	sentences("No. 5 is here. He said No. But why?", "No. 5 is here. | He said No. | But why?");
	sentences("See www.example.com, e.g. Part B.", "See www.example.com, e.g. Part B.");
	sentences("At 5 p.m. Trade ended, at 6 p.m. it began.",
		  "At 5 p.m. | Trade ended, at 6 p.m. it began.");
	sentences("1. Sales rose. 2. Costs fell.", "1. Sales rose. | 2. Costs fell.");
	sentences("Go to a.com/?q=1 now", "Go to a.com/?q=1 now");
}

static void closing_marks_stay_with_their_sentence(void **state)
{
	(void)state;
	sentences("“It rose.” He left. (It fell.) End",
		  "“It rose.” | He left. | (It fell.) | End");
	sentences("他说：“涨了。”然后走了。", "他说：“涨了。” | 然后走了。");
	sentences("\"Did it?\" he asked. \"Yes.\"", "\"Did it?\" he asked. | \"Yes.\"");
}

static void clauses_end_at_marks_but_not_inside_numbers(void **state)
{
	(void)state;
	clauses("It rose 1,200 points, then fell; at 12:30: 5",
		"It rose 1,200 points | then fell | at 12:30 | 5");
	clauses("涨了，跌了；平、稳：好。", "涨了 | 跌了 | 平、稳 | 好。");
	clauses("2019–2024 rose – a lot - 5 - 7", "2019–2024 rose | a lot | 5 - 7");
	clauses("“Up,” he said", "“Up | he said");
}

static void quotations_nest(void **state)
{
	(void)state;
	quotes("他说：「甲『乙』丙」，“丁”《书》", "甲『乙』丙 | 乙 | 丁");
	quotes("He said \"a 'b c' d\" and «e» and „f“ and »g«", "a 'b c' d | b c | e | f | g");
	quotes("It's 5\" wide in the '90s, don't", "");
	quotes("‘a’ “b ‘c’”", "a | b ‘c’ | c");
}

static void quotations_end_with_their_paragraph(void **state)
{
	(void)state;
	quotes("“甲乙\n丙丁", "甲乙");
	quotes("\"one\n\"two\" three \"four", "one | two");
	quotes("x « y\nz", "");
	char deep[4 * 100 + 1] = "";
	for (unsigned i = 0; i < 100; i++)
		memcpy(deep + 3 * i, "\u300C", 4);
	struct av_doc doc = { .source_offset = 0 };
	run(&doc, deep);
	assert_int_equal(doc.quotes.count, AV_QUOTE_DEPTH);
	av_doc_free(&doc);
}

static void names_open_turns(void **state)
{
	(void)state;
	turns("问：多少？\n徐冰：10倍。\n还有。\n(完)\n主持人：好。",
	      "问>多少？ | 徐冰>10倍。 | 徐冰>还有。 | >(完) | 主持人>好。");
	turns("Q: How?\nA: So.", "Q>How? | A>So.");
	turns("John Smith: Yes.\nMore.\nAnn Lee (CEO): No.",
	      "John Smith>Yes. | John Smith>More. | Ann Lee>No.");
	turns("John Smith: Yes.\nMore.", "John Smith>Yes. | >More.");
}

static void other_colons_do_not(void **state)
{
	(void)state;
	turns("来源：某报\n徐冰表示：好", ">来源：某报 | >徐冰表示：好");
	turns("Note: x\nhttp://a.b", ">Note: x | >http://a.b");
	turns("营收：5亿\n成本：3亿", ">营收：5亿 | >成本：3亿");
	turns("this is so: yes\nAt 5: no", ">this is so: yes | >At 5: no");
	turns("以下是大家整理的全部核心信息：\n甲", ">以下是大家整理的全部核心信息： | >甲");
}

static void a_turn_goes_on_in_the_next_block(void **state)
{
	(void)state;
	struct av_doc doc = { .source_offset = 0 }, next = { .source_offset = 0 };
	run(&doc, "问：谁？\n徐冰：我。");
	assert_true(av_str_equal(doc.carry_out.speaker, AV_STR("徐冰")));
	next.carry_in = doc.carry_out;
	run(&next, "还有我。");
	assert_int_equal(next.turns.count, 1);
	assert_int_equal(next.sentences.items[0].turn, 0);
	assert_int_equal(av_span_length(next.turns.items[0].name), 0);
	assert_true(av_str_equal(next.carry_out.speaker, AV_STR("徐冰")));
	av_doc_free(&next);
	av_doc_free(&doc);
}

static void long_sentences_are_cut(void **state)
{
	(void)state;
	static char text[5 * AV_SENTENCE_MAX + 1];
	struct av_doc doc = { .source_offset = 0 };
	for (size_t i = 0; i < sizeof text - 1; i++)
		text[i] = i < sizeof text / 2 ? '7' : i % 50 ? 'x' : ',';
	run(&doc, text);
	uint32_t total = 0;
	for (uint32_t i = 0; i < doc.sentences.count; i++) {
		total += av_span_length(doc.sentences.items[i].span);
		assert_true(av_span_length(doc.sentences.items[i].span) <= AV_SENTENCE_MAX);
	}
	assert_int_equal(total, sizeof text - 1);
	av_doc_free(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stops_end_sentences),
		cmocka_unit_test(other_full_stops_do_not),
		cmocka_unit_test(closing_marks_stay_with_their_sentence),
		cmocka_unit_test(clauses_end_at_marks_but_not_inside_numbers),
		cmocka_unit_test(quotations_nest),
		cmocka_unit_test(quotations_end_with_their_paragraph),
		cmocka_unit_test(names_open_turns),
		cmocka_unit_test(other_colons_do_not),
		cmocka_unit_test(a_turn_goes_on_in_the_next_block),
		cmocka_unit_test(long_sentences_are_cut),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
