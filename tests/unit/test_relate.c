/* SPDX-License-Identifier: MIT
 * What stands around a figure: the whole pipeline over single sentences, with a lexicon
 * and rules of a few lines so that nothing but the linkers is under test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "inner/compile.h"
#include "inner/stage.h"

#define STAGES 7
static const struct av_stage *const stages[STAGES] = {
	&av_stage_read,     &av_stage_normalise, &av_stage_segment, &av_stage_tokenise,
	&av_stage_match,    &av_stage_resolve,   &av_stage_relate,
};

#define FILE_OF(path, text) { { path, sizeof(path) - 1 }, { text, sizeof(text) - 1 } }
static const struct av_rule_file files[] = {
	FILE_OF("en/figures.rule",
		"rule percent\nkind percent\nmatch <value:number>%\nexample 5% => value 5\n"
		"reject 5 of\n\n"
		"rule count\nkind count\nmatch <value:number> ?<unit_text:classifier>?\n"
		"priority -5\nexample 5 jobs => value 5\nreject jobs\n\n"
		"rule date\nkind date\nmatch <year:year>年\npriority 5\n"
		"example 2024年 => value 2024\nreject 年\n"),
	FILE_OF("en/words.tsv",
		"surface\ttag\tvalue\n"
		"the\tfunction-word\tdeterminer\nof\tfunction-word\tgenitive\n"
		"by\tfunction-word\textent\nto\tfunction-word\tpreposition\n"
		"in\tfunction-word\tpreposition\nand\tfunction-word\tconjunction\n"
		"or\tfunction-word\talternative\nis\tfunction-word\tcopula\n"
		"that\tfunction-word\tsubordinator\nrecorded\tfunction-word\tparticiple\n"
		"hired\tfunction-word\tverb\nshe\tfunction-word\tpronoun\n"
		"的\tfunction-word\tattributive\n在\tfunction-word\tcoverb\n"
		"是\tfunction-word\tcopula\n了\tfunction-word\textent\n"
		"购买\tfunction-word\tverb\n最大\tfunction-word\tadverb\n"
		"这么\tfunction-word\tdeterminer\n和\tfunction-word\tconjunction\n"
		"达\tfunction-word\tverb\n华为\tplain-word\t\n人\tplain-word\tcounted\n"
		"rose\tchange-verb\tincrease\nfell\tchange-verb\tdecrease\n"
		"增长\tchange-verb\tincrease\n下降\tchange-verb\tdecrease\n"
		"said\tspeech-verb\t\n表示\tspeech-verb\t\n认为\tspeech-verb\t\n"
		"according to\tspeech-source\t\n据\tspeech-source\t\n"
		"may\thedge\t\nestimated\testimate\t\n预计\tprediction\t\nif\tcondition\t\n"
		"plans to\tplan\t\n如果\tcondition\t\n吗\tquestion\t\n对吧\tquestion\ttag\n"
		"not\tnegation\t\n没有\tnegation\t\nshares\tproperty\t\n市值\tproperty\t\n"
		"chairman\tperson-title\t\n董事长\tperson-title\t\n张\tclassifier\t\n"
		"人\tclassifier\t\n家\tclassifier\t\n"),
};

static struct av_rules *rules;
static void *states[STAGES];

static int open_all(void **state)
{
	struct av_rule_sources sources = { .files = files, .file_count = 2, .only_files = true };
	struct av_diag diag = { 0 };
	struct av_buffer text = { 0 };
	(void)state;
	enum aver_status status = av_rules_compile(&sources, &diag, &rules);
	av_diag_print_all(&diag, &text);
	if (status != AVER_OK)
		print_error("%.*s", (int)text.length, text.at);
	av_buffer_free(&text);
	av_diag_free(&diag);
	for (unsigned i = 0; i < STAGES && status == AVER_OK; i++)
		status = stages[i]->open ? stages[i]->open(rules, &states[i]) : AVER_OK;
	return status == AVER_OK ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	for (unsigned i = 0; i < STAGES; i++)
		if (stages[i]->close)
			stages[i]->close(states[i]);
	av_rules_release(rules);
	return 0;
}

static void run(struct av_doc *doc, const char *text)
{
	*doc = (struct av_doc){ .source_line = 1, .source_column = 1, .first_block = true,
				.last_block = true };
	doc->bytes = av_str_of(text, strlen(text));
	for (unsigned i = 0; i < STAGES; i++)
		assert_int_equal(stages[i]->run(states[i], rules, doc), AVER_OK);
	assert_int_equal(doc->claims.count, doc->figures.count);
}

/* The claim of the figure whose text begins with `figure`. */
static const struct av_claim *claim_of(const struct av_doc *doc, const char *figure)
{
	for (uint32_t i = 0; i < doc->figures.count; i++) {
		struct av_str text = av_doc_text(doc, doc->figures.items[i].span);
		if (text.length >= strlen(figure) && !memcmp(text.at, figure, strlen(figure)))
			return &doc->claims.items[i];
	}
	fail_msg("no figure `%s`", figure);
	return NULL;
}

/* `field` of the figure is `wanted`. */
static void has(const char *text, const char *figure, const char *field, const char *wanted)
{
	struct av_doc doc;
	run(&doc, text);
	const struct av_claim *claim = claim_of(&doc, figure);
	const struct { const char *name; struct av_span span; } fields[] = {
		{ "counted", claim->counted }, { "subject", claim->subject },
		{ "about", claim->about },     { "speaker", claim->speaker },
		{ "cue", claim->certainty_cue },
	};
	for (unsigned i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct av_str got = av_doc_text(&doc, fields[i].span);
		if (!strcmp(field, fields[i].name) &&
		    !av_str_equal(got, av_str_of(wanted, strlen(wanted))))
			fail_msg("%s: %s of %s is `%.*s`, not `%s`", text, field, figure,
				 (int)got.length, got.at ? got.at : "", wanted);
	}
	av_doc_free(&doc);
}

static void is(const char *text, const char *figure, const struct av_names *names,
	       const char *wanted)
{
	struct av_doc doc;
	run(&doc, text);
	const struct av_claim *claim = claim_of(&doc, figure);
	uint8_t got = names == &av_change_names      ? claim->change
		      : names == &av_certainty_names ? claim->certainty
						     : claim->attribution;
	if (got != (uint8_t)av_name_find(names, av_str_of(wanted, strlen(wanted))))
		fail_msg("%s: %s is %s, not %s", text, figure, av_name_of(names, got), wanted);
	av_doc_free(&doc);
}

static void counted_nouns(void **state)
{
	(void)state;
	has("They hired 300 new engineers.", "300", "counted", "new engineers");
	has("About 300 recorded songs.", "300", "counted", "songs");
	has("5% of the users left.", "5%", "counted", "users left");
	has("我们购买了45,000张的英伟达的GPU。", "45,000", "counted", "英伟达的GPU");
	has("一共200人在这里。", "200", "counted", "人");
	has("80%的企业都用。", "80%", "counted", "企业都用");
	has("Sales rose 5%.", "5%", "counted", "");
}

static void subjects_and_properties(void **state)
{
	(void)state;
	has("Vectura shares rose 5%.", "5%", "subject", "Vectura");
	has("Vectura shares rose 5%.", "5%", "about", "shares");
	has("Sales of cars rose 5%.", "5%", "subject", "cars");
	has("Sales of cars rose 5%.", "5%", "about", "Sales");
	has("Apples and pears rose 5%.", "5%", "subject", "Apples and pears");
	has("中国和美国最大的差距是5%。", "5%", "subject", "中国和美国");
	has("中国和美国最大的差距是5%。", "5%", "about", "差距");
	has("英伟达市值增长了5%。", "5%", "subject", "英伟达");
	has("华为在欧洲增长5%。", "5%", "subject", "华为");
	has("工厂很大,增长5%。", "5%", "subject", "工厂很大");
	has("He said that cars rose 5%.", "5%", "subject", "cars");
}

static void speakers(void **state)
{
	(void)state;
	has("徐冰表示,市值增长5%。", "5%", "speaker", "徐冰");
	has("公司董事长刘庆峰表示,市值增长5%。", "5%", "speaker", "刘庆峰");
	has("徐冰在北京表示,市值增长5%。", "5%", "speaker", "徐冰");
	has("徐冰表示,很好。市值增长5%。", "5%", "speaker", "徐冰");
	has("市值增长5%。徐冰表示,很好。", "5%", "speaker", "");
	has("\"Sales rose 5%,\" said Maria Lopez.", "5%", "speaker", "Maria Lopez");
	has("\"Sales rose. They rose 5%.\" Maria Lopez said.", "5%", "speaker", "Maria Lopez");
	has("Sales rose 5%, chairman Ann Ray said.", "5%", "speaker", "Ann Ray");
	has("Sales rose 5%, according to the Bureau.", "5%", "speaker", "Bureau");
	has("据统计局,市值增长5%。", "5%", "speaker", "统计局");
	has("Ann Ray said it. She said sales rose 5%.", "5%", "speaker", "Ann Ray");
	has("Sales rose 5%.", "5%", "speaker", "");
	has("徐冰:市值增长5%。", "5%", "speaker", "徐冰");
	is("徐冰:市值增长5%。", "5%", &av_attribution_names, "turn");
	is("\"Sales rose 5%,\" said Maria Lopez.", "5%", &av_attribution_names, "quote");
	is("徐冰表示,市值增长5%。", "5%", &av_attribution_names, "reported");
}

static void changes(void **state)
{
	(void)state;
	is("Sales rose 5%.", "5%", &av_change_names, "increase");
	is("Sales fell by 5%.", "5%", &av_change_names, "decrease");
	is("Sales rose 3% to 5%.", "3%", &av_change_names, "increase");
	is("Sales fell 190 jobs, or 0.6%.", "0.6%", &av_change_names, "decrease");
	is("市值增长了5%。", "5%", &av_change_names, "increase");
	struct av_doc doc;
	run(&doc, "Sales rose 3% to 5%. 5 and 6%");
	assert_int_equal(claim_of(&doc, "5%")->change, AV_NO_CHANGE);
	assert_int_equal(claim_of(&doc, "6%")->change, AV_NO_CHANGE);
	av_doc_free(&doc);
}

static void certainties(void **state)
{
	(void)state;
	is("Sales may rise 5%.", "5%", &av_certainty_names, "hedged");
	is("公司预计,市值增长5%。", "5%", &av_certainty_names, "predicted");
	is("如果很好,市值增长5%。", "5%", &av_certainty_names, "conditional");
	is("市值增长5%吗?", "5%", &av_certainty_names, "questioned");
	is("市值增长5%对吧?", "5%", &av_certainty_names, "stated");
	is("It may rain, sales rose 5%.", "5%", &av_certainty_names, "stated");
	has("Sales may rise 5%.", "5%", "cue", "may");
	struct av_doc doc;
	run(&doc, "Sales not 5%. Not cars 6%");
	assert_true(claim_of(&doc, "5%")->negated);
	assert_false(claim_of(&doc, "6%")->negated);
	av_doc_free(&doc);
}

static void dates(void **state)
{
	struct av_doc doc;
	(void)state;
	run(&doc, "2023年增长5%,2024年增长6%。增长7%。");
	assert_int_equal(claim_of(&doc, "5%")->when, 0);
	assert_int_equal(claim_of(&doc, "6%")->when, 2);
	assert_int_equal(claim_of(&doc, "7%")->when, AV_NONE);
	assert_int_equal(claim_of(&doc, "2023")->when, AV_NONE);
	av_doc_free(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counted_nouns), cmocka_unit_test(subjects_and_properties),
		cmocka_unit_test(speakers),      cmocka_unit_test(changes),
		cmocka_unit_test(certainties),   cmocka_unit_test(dates),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
