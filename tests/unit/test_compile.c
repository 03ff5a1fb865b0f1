/* SPDX-License-Identifier: MIT
 * The rule compiler on rule sets of the test's own. Messages have their golden files in
 * tests/bad-rules; here is what a rule set holds when there are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "inner/compile.h"

#define FILES(...) (const struct av_rule_file[]){ __VA_ARGS__ }
#define FILE_OF(path, text) { AV_STR(path), AV_STR(text) }

static const char words[] = "surface\ttag\tvalue\n去年\trelative-year\t-1\n约\tbefore\tabout\n"
			    "到\tto\t\n至\tto\t\n折\tdiscount\t\n";
#define WORDS { AV_STR("zh/words.tsv"), { words, sizeof words - 1 } }

static struct av_rules *compile(const struct av_rule_file *files, uint32_t count,
				struct av_examples *examples, enum aver_status expected)
{
	struct av_rule_sources sources = { .files = files, .file_count = count, .only_files = true,
					   .examples = examples };
	struct av_diag diag = { 0 };
	struct av_rules *rules;
	enum aver_status status = av_rules_compile(&sources, &diag, &rules);
	for (uint32_t i = 0; status != expected && i < diag.messages.count; i++)
		print_message("%.*s\n", (int)diag.messages.items[i].text.length,
			      diag.messages.items[i].text.at);
	av_diag_free(&diag);
	assert_int_equal(status, expected);
	return rules;
}

static const struct av_rule *rule_named(const struct av_rules *rules, const char *name)
{
	for (uint32_t i = 0; i < rules->rules.count; i++)
		if (av_str_equal(rules->rules.items[i].name, av_str_of(name, strlen(name))))
			return &rules->rules.items[i];
	return NULL;
}

static void test_nothing(void **state)
{
	(void)state;
	struct av_rules *rules = compile(NULL, 0, NULL, AVER_OK);
	assert_int_equal(rules->rules.count, 0);
	av_rules_release(rules);
	av_rules_release(NULL);
}

#define DISCOUNT                                                                              \
	"rule cut\nkind percent\nmatch (?:<modifier:before>)?<n:number>折<counted:to>?\n"      \
	"value = n * 10 + 5 ^ 2\nunit_text = 折\npriority -3\nexample 打8折 => value 80 # not text\n" \
	"reject 折 1\nalternative ratio\nvalue = n\nlow = 0 - n\n"

static void test_fields(void **state)
{
	(void)state;
	struct av_examples examples = { 0 };
	struct av_rules *rules =
		compile(FILES(WORDS, FILE_OF("zh/a.rule", DISCOUNT)), 2, &examples, AVER_OK);
	const struct av_rule *rule = rule_named(rules, "zh/a/cut");
	assert_non_null(rule);
	assert_int_equal(rule->kind, AV_PERCENT);
	assert_int_equal(rule->priority, -3);
	assert_int_equal(rule->variable_count, 3);
	assert_int_equal(rule->alternative_count, 1);
	assert_int_equal(rule->alternative_kinds[0], AV_RATIO);
	assert_int_equal(rule->slot_count, 3);
	/* modifier and counted by name; value, unit_text; value and low of the other reading */
	assert_int_equal(rule->action_count, 6);
	const struct av_action *value = &rules->actions.items[rule->first_action + 2];
	assert_int_equal(value->role, AV_ROLE_VALUE);
	assert_int_equal(value->term_count, 4);
	assert_int_equal(rules->terms.items[value->first_term + 3].operation, AV_OP_POWER);
	assert_int_equal(rules->actions.items[rule->first_action + 5].alternative, 1);
	assert_int_equal(examples.count, 2);
	assert_true(av_str_equal(examples.items[0].text, AV_STR("打8折")));
	assert_true(av_str_equal(examples.items[0].expected, AV_STR("value 80")));
	assert_int_equal(examples.items[1].type, AV_REJECT);
	av_rules_release(rules);
	av_examples_free(&examples);
}

#define ONE "rule one\nkind number\nmatch <value:number>一\nexample 5 => value 5\nreject x\n"
#define TWO "rule two\nkind number\nmatch <value:number>\nexample 5 => value 5\nreject x\n"

static void test_order(void **state)
{
	(void)state;
	struct av_rules *a = compile(
		FILES(FILE_OF("zh/b.rule", ONE), FILE_OF("en/a.rule", TWO)), 2, NULL, AVER_OK);
	struct av_rules *b = compile(
		FILES(FILE_OF("en/a.rule", TWO), FILE_OF("zh/b.rule", ONE)), 2, NULL, AVER_OK);
	assert_int_equal(a->rules.count, 2);
	for (uint32_t i = 0; i < 2; i++)
		assert_true(av_str_equal(a->rules.items[i].name, b->rules.items[i].name));
	av_rules_release(a);
	av_rules_release(b);
}

/* A rule of the same full name takes the place of a built-in one. */
static void test_override(void **state)
{
	(void)state;
	struct av_rule_sources sources = { 0 };
	struct av_diag diag = { 0 };
	struct av_rules *built_in, *both;
	assert_int_equal(av_rules_compile(&sources, &diag, &built_in), AVER_OK);
	struct av_str name = built_in->rules.items[0].name;
	char path[256], text[512];
	struct av_str rest = name, folder, file;
	assert_true(av_str_cut(&rest, '/', &folder) && av_str_cut(&rest, '/', &file));
	snprintf(path, sizeof path, "%.*s/%.*s.rule", (int)folder.length, folder.at,
		 (int)file.length, file.at);
	snprintf(text, sizeof text,
		 "rule %.*s\nkind score\nmatch <value:number>甲乙丙\nexample 5甲乙丙 => value 5\n"
		 "reject 甲\n", (int)rest.length, rest.at);
	struct av_rule_file user = { av_str_of(path, strlen(path)), av_str_of(text, strlen(text)) };
	sources.files = &user;
	sources.file_count = 1;
	assert_int_equal(av_rules_compile(&sources, &diag, &both), AVER_OK);
	assert_int_equal(both->rules.count, built_in->rules.count);
	assert_int_equal(both->rules.items[0].kind, AV_SCORE);
	av_rules_release(built_in);
	av_rules_release(both);
	av_diag_free(&diag);
}

/* A word that some rule can match without a number leads to its sentence; others do not. */
static void test_triggers(void **state)
{
	(void)state;
	struct av_rules *rules = compile(
		FILES(WORDS, FILE_OF("zh/a.rule",
				     "rule y\nkind date\nmatch (?:<before>)?<shift:relative-year>\n"
				     "unit = year\nexample 去年 => value 1\nreject 年\n"),
		      FILE_OF("common/units.tsv", "id\tdimension\tfactor\tkind\n"
						   "year\tduration\t1\tduration\n")),
		3, NULL, AVER_OK);
	uint32_t year = av_lexicon_exact(rules, AV_STR("去年"));
	uint32_t about = av_lexicon_exact(rules, AV_STR("约"));
	assert_true(rules->entries.items[year].known & AV_ENTRY_TRIGGER);
	assert_false(rules->entries.items[about].known & AV_ENTRY_TRIGGER);
	av_rules_release(rules);
}

/* Words that a rule names as text have a set to themselves, others of one tag share one. */
static void test_literal_sets(void **state)
{
	(void)state;
	struct av_rules *rules =
		compile(FILES(WORDS,
			      FILE_OF("zh/a.rule",
				      "rule r\nkind number\nmatch <low:number>到<high:number>\n"
				      "example 3到5 => low 3\nreject 到\n")),
			2, NULL, AVER_OK);
	uint32_t named = av_lexicon_exact(rules, AV_STR("到"));
	uint32_t other = av_lexicon_exact(rules, AV_STR("至"));
	assert_int_not_equal(rules->entries.items[named].set, rules->entries.items[other].set);
	av_rules_release(rules);
}

/* What can't be compiled in reasonable time or space is refused, whatever it is. */
static void test_hostile(void **state)
{
	(void)state;
	static const char *const patterns[] = {
		"((((((((((((((((((((((((((((((((((((((((((((((((((",
		"{a}{a}{a}{a}",
		"[[[[[[",
		"\\Q",
		"<a:",
		"(?<n>(?<n>(?<n>x*)*)*)*",
		"<number>{99999}",
		"(?#",
		"\\x{",
		"[\\",
		"a{1,2}{3,4}*",
		"|",
		"",
	};
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		char text[512];
		int length = snprintf(
			text, sizeof text,
			"macro a = {b}{b}{b}{b}{b}{b}{b}{b}\nmacro b = {c}{c}{c}{c}{c}{c}{c}{c}\n"
			"macro c = {d}{d}{d}{d}{d}{d}{d}{d}\nmacro d = {e}{e}{e}{e}{e}{e}{e}{e}\n"
			"macro e = <number>?<number>?<number>?<number>?<number>?\n"
			"rule r\nkind number\nmatch %s\nexample 5 => value 5\nreject x\n",
			patterns[i]);
		struct av_rule_file file = { AV_STR("zh/a.rule"), av_str_of(text, (size_t)length) };
		av_rules_release(compile(&file, 1, NULL, AVER_BAD_RULES));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing),	     cmocka_unit_test(test_fields),
		cmocka_unit_test(test_order),	     cmocka_unit_test(test_override),
		cmocka_unit_test(test_triggers),     cmocka_unit_test(test_literal_sets),
		cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
