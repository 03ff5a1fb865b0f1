/* SPDX-License-Identifier: MIT
 * 2_normalise: each kind of change, and where a piece of the text stands in the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "inner/stage.h"

static void *normaliser;

static int set_up(void **state)
{
	(void)state;
	return av_stage_normalise.open(NULL, &normaliser);
}

static void run(struct av_doc *doc, const char *source)
{
	doc->source = doc->bytes = av_str_of(source, strlen(source));
	assert_int_equal(av_stage_normalise.run(normaliser, NULL, doc), AVER_OK);
	const char *broken = av_doc_check(doc, NULL);
	if (broken)
		fail_msg("%s: %s", source, broken);
}

static void becomes(const char *source, const char *text)
{
	struct av_doc doc = { .source_offset = 0 };
	run(&doc, source);
	struct av_str got = av_buffer_str(&doc.text);
	if (!av_str_equal(got, av_str_of(text, strlen(text))))
		fail_msg("`%s` becomes `%.*s`, not `%s`", source, (int)got.length, got.at, text);
	av_doc_free(&doc);
}

/* `part` of the text stands in the source as `there`. */
static void stands(const char *source, const char *part, const char *there)
{
	struct av_doc doc = { .source_offset = 0 };
	run(&doc, source);
	const char *at = memmem(doc.text.at, doc.text.length, part, strlen(part));
	assert_non_null(at);
	uint32_t start = (uint32_t)(at - doc.text.at);
	struct av_span span = { start, start + (uint32_t)strlen(part) };
	struct av_str got = av_doc_source(&doc, span);
	if (!av_str_equal(got, av_str_of(there, strlen(there))))
		fail_msg("`%s` stands as `%.*s`, not as `%s`", part, (int)got.length, got.at,
			 there);
	av_doc_free(&doc);
}

static void plain_text_stays_and_needs_no_map(void **state)
{
	(void)state;
	struct av_doc doc = { .source_offset = 0 };
	run(&doc,
	    "A line of plain text, which is longer than 32 bytes.\nAnother one, 7.5% of it.\n");
	assert_int_equal(doc.map.count, 0);
	assert_true(av_str_equal(av_buffer_str(&doc.text), doc.source));
	run(&doc, "營收增長，但是沒有創新。");
	assert_int_equal(doc.map.count, 0);
	av_doc_free(&doc);
	becomes("", "");
}

static void spaces_beside_han_go(void **state)
{
	(void)state;
	becomes("共 4 萬顆 GPU 芯片", "共4万颗GPU芯片");
	becomes("漲了 5% 左右，約 $3 億", "涨了5%左右，约$3亿");
	becomes("甲  乙", "甲乙");
	becomes("12 34", "12 34");
	becomes("三 五", "三 五");
	becomes("甲 (乙)", "甲 (乙)");
	stands("共 4 萬顆 GPU", "4万颗GPU", "4 萬顆 GPU");
	stands("共 4 萬顆 GPU", "4", "4");
	stands("共 4 萬顆 GPU", "万颗", "萬顆");
}

static void other_spaces_become_one(void **state)
{
	(void)state;
	becomes("a  b\u00A0c\u2009\u3000d", "a b c d");
	becomes("  in  \n\u3000\u3000段", "in\n段");
	becomes("a\tb", "a\tb");
	becomes("a\r\nb\rc", "a\nb\nc");
	stands("5\u00A0\u00A0km", "5 km", "5\u00A0\u00A0km");
	stands("a  b", "a", "a");
	stands("a  b", "b", "b");
}

static void what_has_no_width_goes(void **state)
{
	(void)state;
	becomes("\uFEFFa\u200Bb\u00ADc", "abc");
	stands("\uFEFF12\u200B3", "123", "12\u200B3");
	stands("\uFEFFab", "ab", "ab");
}

static void apostrophes(void **state)
{
	(void)state;
	becomes("don’t say ‘no’", "don't say ‘no’");
	becomes("workers’ pay", "workers’ pay");
	stands("It’s 5", "It's", "It’s");
	stands("It’s 5", "5", "5");
}

static void glosses_go(void **state)
{
	(void)state;
	becomes("創(chuàng)新企業(yè)都要用到", "创新企业都要用到");
	becomes("企業(yè)，統(tǒng)一，種（zhǒng）類", "企业，统一，种类");
	becomes("得(de)到，綠(lǜ)色，重(chóng)新", "得到，绿色，重新");
	becomes("創(chua\u0300ng)新", "创新");
	stands("共創(chuàng)業(yè)者", "创业", "創(chuàng)業");
	stands("共創(chuàng)業(yè)者", "业者", "業(yè)者");
}

static void other_brackets_stay(void **state)
{
	(void)state;
	becomes("商品(commodity)", "商品(commodity)");
	becomes("GPU(圖形處理器)", "GPU(图形处理器)");
	becomes("米(m)，元(yuan/ton)，表(1)，圖()", "米(m)，元(yuan/ton)，表(1)，图()");
	becomes("創(chuàng", "创(chuàng");
	becomes("創 (chuàng)", "创 (chuàng)");
	becomes("好(nǐhǎo)", "好(nǐhǎo)");
}

static void letters_and_marks_are_composed(void **state)
{
	(void)state;
	becomes("cafe\u0301 5", "café 5");
	becomes("\uFF21\u030A", "Å");
	becomes("e\u200B\u0301", "é");
	becomes("\u1112\u1161\u11AB", "한");
	becomes("\u212B\u2126", "ÅΩ");
	becomes("\uF900", "岂");
	stands("cafe\u0301 5", "é", "e\u0301");
	stands("cafe\u0301 5", "caf", "caf");
	stands("cafe\u0301 5", "5", "5");
	stands("3\u2126", "3", "3");
}

static void the_shape_s_alphabet_is_kept_free(void **state)
{
	(void)state;
	becomes("a\uE000\uF8FF", "a\uFFFD\uFFFD");
	stands("a\uE0005", "5", "5");
}

static void many_marks_on_one_letter(void **state)
{
	(void)state;
	char source[1 + 2 * 400 + 1] = "a";
	for (unsigned i = 0; i < 400; i++)
		memcpy(source + 1 + 2 * i, i % 2 ? "\u0301" : "\u0316", 2);
	struct av_doc doc = { .source_offset = 0 };
	run(&doc, source);
	assert_true(doc.text.length > 700);
	av_doc_free(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_stays_and_needs_no_map),
		cmocka_unit_test(spaces_beside_han_go),
		cmocka_unit_test(other_spaces_become_one),
		cmocka_unit_test(what_has_no_width_goes),
		cmocka_unit_test(apostrophes),
		cmocka_unit_test(glosses_go),
		cmocka_unit_test(other_brackets_stay),
		cmocka_unit_test(letters_and_marks_are_composed),
		cmocka_unit_test(the_shape_s_alphabet_is_kept_free),
		cmocka_unit_test(many_marks_on_one_letter),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
