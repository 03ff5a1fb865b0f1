/* SPDX-License-Identifier: MIT
 * Tables in, words found: longest match, borders of words, case, both scripts, and what a
 * broken table is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "inner/compile.h"
#include "inner/lexicon.h"

#define TEXT(path, text) { { path, sizeof(path) - 1 }, { text, sizeof(text) - 1 } }

static const struct av_rule_file good[] = {
	TEXT("en/words.tsv",
	     "# words\n"
	     "surface\ttag\tvalue\tflags\n"
	     "about\tbefore\tabout\n"
	     "about half\tbefore\tnearly\n"
	     "MW\tpower\tmega\tcase\n"
	     "mW\tpower\tmilli\tcase\n"
	     "mw\tother\t2.5\n"
	     "24/7\tfalse-friend\t\n"),
	TEXT("zh/words.tsv",
	     "surface\ttag\tvalue\n"
	     "統一\tfalse-friend\t\n"
	     "统一大市场\tproperty\t\n"),
};

static struct av_rules *compile(const struct av_rule_file *files, uint32_t count,
				struct av_diag *diag)
{
	struct av_rules *rules = NULL;
	struct av_rule_sources sources = { .files = files, .file_count = count,
					   .only_files = true };
	av_rules_compile(&sources, diag, &rules);
	return rules;
}

/* What stands at the place in the text where `|` is, or "" if nothing does. */
static void finds(const struct av_rules *rules, const char *marked, const char *surface)
{
	char text[200];
	size_t at = (size_t)(strchr(marked, '|') - marked), length = strlen(marked) - 1;
	uint32_t end = 0;
	memcpy(text, marked, at);
	memcpy(text + at, marked + at + 1, length - at);
	uint32_t entry = av_lexicon_find(rules, av_str_of(text, length), (uint32_t)at, &end);
	size_t found = entry == UINT32_MAX ? 0 : end - at;
	if (found != strlen(surface) || memcmp(text + at, surface, found) != 0)
		fail_msg("`%s` finds `%.*s`, not `%s`", marked, (int)found, text + at, surface);
}

static void lookup(void **state)
{
	struct av_diag diag = { 0 };
	struct av_rules *rules = compile(good, 2, &diag);
	(void)state;
	assert_non_null(rules);
	finds(rules, "|about half of it", "about half");
	finds(rules, "|About halfway", "About");
	finds(rules, "|aboutness", "");
	finds(rules, "round|about", "");
	finds(rules, "5|mw", "mw");
	finds(rules, "|24/7", "24/7");
	finds(rules, "1|24/7", "");
	finds(rules, "|24/79", "");
	finds(rules, "|统一的", "统一");
	finds(rules, "|统一大市场", "统一大市场");
	finds(rules, "|统", "");
	av_rules_release(rules);
	av_diag_free(&diag);
}

static void cases(void **state)
{
	struct av_diag diag = { 0 };
	struct av_rules *rules = compile(good, 2, &diag);
	int power = av_rules_tag(rules, AV_STR("power"));
	int other = av_rules_tag(rules, AV_STR("other"));
	uint32_t end, exact = av_lexicon_find(rules, AV_STR("MW"), 0, &end);
	uint32_t base = av_lexicon_find(rules, AV_STR("Mw"), 0, &end);
	(void)state;
	assert_int_not_equal(exact, base);
	const struct av_lexeme *mega = av_entry_lexeme(rules, exact, (unsigned)power);
	assert_non_null(mega);
	assert_true(av_str_equal(av_rules_text(rules, mega->value), AV_STR("mega")));
	assert_non_null(av_entry_lexeme(rules, exact, (unsigned)other));
	assert_null(av_entry_lexeme(rules, base, (unsigned)power));
	const struct av_lexeme *number = av_entry_lexeme(rules, base, (unsigned)other);
	assert_non_null(number);
	assert_true(av_decimal_to_double(number->number) == 2.5);
	assert_int_equal(av_lexicon_exact(rules, AV_STR("mw")), base);
	assert_int_equal(av_lexicon_exact(rules, AV_STR("mwx")), UINT32_MAX);
	av_rules_release(rules);
	av_diag_free(&diag);
}

/* A table of one file: the first message must hold `what` and point at `column`. */
static void is_wrong(const char *path, const char *text, uint32_t line, uint32_t column,
		     const char *what)
{
	struct av_diag diag = { 0 };
	struct av_rule_file file = { { path, strlen(path) }, { text, strlen(text) } };
	assert_null(compile(&file, 1, &diag));
	assert_true(diag.messages.count > 0);
	const struct av_message *message = &diag.messages.items[0];
	if (!memmem(message->text.at, message->text.length, what, strlen(what)) ||
	    message->line != line || message->column != column)
		fail_msg("%u:%u: %.*s", message->line, message->column,
			 (int)message->text.length, message->text.at);
	av_diag_free(&diag);
}

static void mistakes(void **state)
{
	(void)state;
	is_wrong("zh/a.tsv", "surface\ttga\n", 1, 9, "did you mean `tag`");
	is_wrong("zh/a.tsv", "surface\n", 1, 1, "the column `tag` is missing");
	is_wrong("zh/a.tsv", "surface\ttag\n三\n", 2, 1, "the column `tag` is empty");
	is_wrong("zh/a.tsv", "surface\ttag\n三\tx\ty\n", 2, 5, "beyond the last column");
	is_wrong("zh/a.tsv", "surface\ttag\n甲\tx\n甲\tx\n", 3, 1, "listed twice");
	is_wrong("zh/a.tsv", "surface\ttag\tvalue\tflags\n甲\tx\t\tcsae\n", 2, 6, "unknown flag");
	is_wrong("zh/numbers.tsv", "surface\trole\tvalue\n三\tdigt\t3\n", 2, 3,
		 "did you mean `digit`");
	is_wrong("zh/numbers.tsv", "surface\trole\tvalue\n三\tdigit\tx\n", 2, 9, "needs a number");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lookup), cmocka_unit_test(cases), cmocka_unit_test(mistakes),
	};
	return cmocka_run_group_tests_name("lexicon", tests, NULL, NULL);
}
