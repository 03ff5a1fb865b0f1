/* SPDX-License-Identifier: MIT
 * 5_match behind the stages before it, with rules of the test's own. What was matched is
 * written as one line: `rule:text name=text name=text | …`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "inner/compile.h"
#include "inner/stage.h"

#define STAGES 5
static const struct av_stage *const stages[STAGES] = {
	&av_stage_read, &av_stage_normalise, &av_stage_segment, &av_stage_tokenise, &av_stage_match,
};

static const char numbers[] = "surface\trole\tvalue\tlimit\tflags\n三\tdigit\t3\t\ttight\n"
			      "万\tmultiplier\t10000\t\ttight\n";
static const char words[] =
	"surface\ttag\tvalue\n约\tbefore\tabout\nabout\tbefore\tabout\n去年\trelative-year\t-1\n"
	"到\tto\t\nto\tto\t\n左右\tafter\tabout\n";

/* Compiles the rules and runs the stages on `doc`. */
static struct av_rules *run_stages(const char *rule_text, struct av_doc *doc)
{
	struct av_rule_file files[] = {
		{ AV_STR("x/r.rule"), { rule_text, strlen(rule_text) } },
		{ AV_STR("x/words.tsv"), { words, sizeof words - 1 } },
		{ AV_STR("x/numbers.tsv"), { numbers, sizeof numbers - 1 } },
	};
	struct av_rule_sources sources = { .files = files, .file_count = 3, .only_files = true };
	struct av_diag diag = { 0 };
	struct av_rules *rules;
	assert_int_equal(av_rules_compile(&sources, &diag, &rules), AVER_OK);
	av_diag_free(&diag);
	for (unsigned i = 0; i < STAGES; i++) {
		void *state = NULL;
		if (stages[i]->open)
			assert_int_equal(stages[i]->open(rules, &state), AVER_OK);
		assert_int_equal(stages[i]->run(state, rules, doc), AVER_OK);
		if (stages[i]->close)
			stages[i]->close(state);
	}
	assert_null(av_doc_check(doc, rules));
	return rules;
}

/* What the rules match in the text. */
static const char *matched(const char *rule_text, const char *text)
{
	static char line[2000];
	struct av_doc doc = { .bytes = { text, strlen(text) },
			      .first_block = true,
			      .last_block = true };
	struct av_rules *rules = run_stages(rule_text, &doc);
	struct av_buffer out = { 0 };
	for (uint32_t i = 0; i < doc.matches.count; i++) {
		const struct av_match *match = &doc.matches.items[i];
		const struct av_rule *rule = &rules->rules.items[match->rule];
		struct av_str shown = av_doc_source(&doc, match->span);
		av_buffer_printf(&out, "%s%.*s:%.*s", i ? " | " : "", (int)rule->name.length - 4,
				 rule->name.at + 4, (int)shown.length, shown.at);
		for (unsigned k = 0; k < rule->variable_count; k++) {
			const struct av_capture *capture =
				&doc.captures.items[match->first_capture + k];
			shown = av_doc_source(&doc, capture->span);
			if (capture->set)
				av_buffer_printf(&out, " %.*s%s%.*s",
						 (int)rule->variables[k].length,
						 rule->variables[k].at,
						 capture->token == AV_NONE ? "~" : "=",
						 (int)shown.length, shown.at);
		}
	}
	for (uint32_t i = 0; i < doc.notes.count; i++)
		av_buffer_printf(&out, " note: %.*s", (int)doc.notes.items[i].text.length,
				 doc.notes.items[i].text.at);
	assert_true(out.length < sizeof line);
	memcpy(line, out.at ? out.at : "", out.length);
	line[out.length] = '\0';
	av_buffer_free(&out);
	av_doc_free(&doc);
	av_rules_release(rules);
	return line;
}

#define RULE(name, pattern)                                                                   \
	"rule " name "\nkind number\nmatch " pattern "\nexample 5 => value 5\nreject x\n"

static void test_spans(void **state)
{
	(void)state;
	const char *range =
		RULE("r", "(?:<modifier:before> ?)?<low:number>到<high:number>(?<rest>[^。]*)");
	assert_string_equal(matched(range, "他们用了約3万到5万張,好。"),
			    "r:約3万到5万張,好 modifier=約 low=3万 high=5万 rest~張,好");
	assert_string_equal(matched(range, "３ 到 ５"), "r:３ 到 ５ low=３ high=５ rest~");
	assert_string_equal(matched(range, "从3到"), "");
}

static void test_literals(void **state)
{
	(void)state;
	/* 到 is a word of the lexicon, 達 is none; a rule's text is folded like the source. */
	assert_string_equal(matched(RULE("r", "達到<value:number>個"), "达到5个。達到７個"),
			    "r:达到5个 value=5 | r:達到７個 value=７");
	assert_string_equal(matched(RULE("r", "[至到]<value:number>"), "到5"), "r:到5 value=5");
	assert_string_equal(matched(RULE("r", "(?<=到)<value:number>"), "到5"), "r:5 value=5");
	assert_string_equal(matched(RULE("r", "UP To <value:number>"), "Up to 5"),
			    "r:Up to 5 value=5");
}

static void test_contexts(void **state)
{
	(void)state;
	const char *rule = RULE("r", "<value:number>")
		"not-after 第\nnot-before  ?(?:kg|%)\n";
	assert_string_equal(matched(rule, "第3, 4 kg, 5%, 6"), "r:6 value=6");
}

static void test_repeats(void **state)
{
	(void)state;
	/* A rule goes on behind its own last match; another rule may overlap it. */
	assert_string_equal(matched(RULE("a", "<low:number>到<high:number>")
					    RULE("b", "<value:number>"),
				    "1到2到3"),
			    "a:1到2 low=1 high=2 | b:1 value=1 | b:2 value=2 | b:3 value=3");
}

static void test_word_borders(void **state)
{
	(void)state;
	const char *rule = RULE("r", "a <value:number> x?");
	assert_string_equal(matched(rule, "a 5 x, spa 6 xs, a 7 xs"),
			    "r:a 5 x value=5 | r:a 7  value=7");
}

static void test_no_number(void **state)
{
	(void)state;
	const char *rule = "rule y\nkind date\nmatch <shift:relative-year>\nexample 去年 => value 1\n"
			   "reject 年\n";
	assert_string_equal(matched(rule, "去年很好。今天也好。"), "y:去年 shift=去年");
}

static void test_limit(void **state)
{
	(void)state;
	const char *rule = RULE("slow", "<value:number>(?:a?){30}a{30}");
	const char *text = "5aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	const char *got = matched(rule, text);
	assert_non_null(got); /* given up or matched, but it comes back */
	rule = RULE("slow", "<value:number>(?:甲|甲甲|甲甲甲){0,60}乙");
	/* 乙 stands before it: without any the rule would not be tried */
	got = matched(rule, "乙5甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲");
	assert_non_null(strstr(got, "rule x/r/slow took too long"));
}

/* Of a rule's lines the first that matches counts, whatever the others could. */
static void test_lines(void **state)
{
	(void)state;
	const char *rule = RULE("r", "<value:number> x\nmatch <value:number>(?<about> x y)?\n"
				     "match <low:number> x y z");
	assert_string_equal(matched(rule, "3 x y z, 4, 5 x"),
			    "r:3 x value=3 | r:4 value=4 | r:5 x value=5");
}

/* A rule is tried only where the sentence holds its characters; they may stand anywhere in
 * the pattern, and be one of several. */
static void test_needs(void **state)
{
	(void)state;
	const char *rule = RULE("r", "<value:number>.{0,9}(?:#|@)乙");
	assert_string_equal(matched(rule, "5 of them"), "");
	assert_string_equal(matched(rule, "5 of #乙"), "r:5 of #乙 value=5");
	assert_string_equal(matched(rule, "5 of @乙"), "r:5 of @乙 value=5");
}

/* A rule for each letter at each of three places behind a number. */
static char *letter_rules(void)
{
	struct av_buffer text = { 0 };
	for (int place = 0; place < 3; place++)
		for (char letter = 'a'; letter <= 'z'; letter++)
			av_buffer_printf(&text, "rule r%d%c\nkind number\n"
						"match <value:number> .{%d}%c[a-z]{0,2}\n"
						"example 5 a => value 5\nreject a\n\n",
					 place, letter, place, letter);
	av_buffer_append_char(&text, '\0');
	assert_false(text.failed);
	return text.at;
}

/* All words of three letters behind a number are more than the automaton of beginnings
 * keeps: it is made anew on the way, and nothing is missed. */
static void test_forgetting(void **state)
{
	(void)state;
	struct av_buffer text = { 0 };
	for (int word = 0; word < 26 * 26 * 26; word++)
		av_buffer_printf(&text, "5 %c%c%c.\n", 'a' + word / 676, 'a' + word / 26 % 26,
				 'a' + word % 26);
	char *rule_text = letter_rules();
	struct av_doc doc = { .bytes = av_buffer_str(&text), .first_block = true,
			      .last_block = true };
	struct av_rules *rules = run_stages(rule_text, &doc);
	assert_int_equal(doc.matches.count, 3 * 26 * 26 * 26);
	av_doc_free(&doc);
	av_rules_release(rules);
	av_buffer_free(&text);
	free(rule_text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spans),	 cmocka_unit_test(test_literals),
		cmocka_unit_test(test_contexts), cmocka_unit_test(test_repeats),
		cmocka_unit_test(test_word_borders), cmocka_unit_test(test_no_number),
		cmocka_unit_test(test_limit), cmocka_unit_test(test_lines),
		cmocka_unit_test(test_needs), cmocka_unit_test(test_forgetting),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
