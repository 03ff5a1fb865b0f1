/* SPDX-License-Identifier: MIT
 * The fold tables: what folds, and above all what must not, since ICU's NFKC would turn
 * 5½ into 51⁄2 and 10² into 102. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "inner/fold.h"

static void folds(const char *from, const char *to)
{
	struct av_arena arena = { 0 };
	struct av_str made = av_fold_str(&arena, av_str_of(from, strlen(from)));
	if (!av_str_equal(made, av_str_of(to, strlen(to))))
		fail_msg("%s folds to %.*s, not to %s", from, (int)made.length, made.at, to);
	av_arena_free(&arena);
}

static void width_forms_fold_to_ascii(void **state)
{
	(void)state;
	folds("ＡＢＣ１２３％．＄（）＋", "ABC123%.$()+");
	folds("ｶﾅ｡､", "カナ。、");
	folds("﹪﹐﹙", "%，(");
}

static void chinese_marks_stay(void **state)
{
	(void)state;
	folds("，。：；！？、￥《》", "，。：；！？、￥《》");
}

static void numbers_stay(void **state)
{
	(void)state;
	folds("½¼²³①⑳㎡㎞Ⅳⅻ㈠㊀℃№", "½¼²³①⑳㎡㎞Ⅳⅻ㈠㊀℃№");
	folds("〇零一二三兆廿卅佰仟", "〇零一二三兆廿卅佰仟");
}

static void traditional_folds_to_simplified(void **state)
{
	(void)state;
	folds("萬億兩個餘點貳陸", "万亿两个余点贰陆");
	folds("國內生產總值與業績", "国内生产总值与业绩");
	folds("⼀⼆⼗", "一二十");
}

static void dashes_tildes_and_spaces_become_one_of_each(void **state)
{
	(void)state;
	folds("‐‑−－", "----");
	folds("–—―─", "––––");
	folds("～〜∼", "~~~");
	folds("\u00A0\u2009\u3000", "   ");
}

static void quotation_marks_keep_their_own(void **state)
{
	(void)state;
	folds("“”„「」『』‘’", "“”„「」『』‘’");
	folds("don’t 1990’s ’tis", "don't 1990’s ’tis");
}

static void case_and_broken_bytes(void **state)
{
	(void)state;
	folds("MW mW", "MW mW");
	folds("a\xFF", "a\uFFFD");
	folds("", "");
}

static void forms(void **state)
{
	static const char *const wanted[AV_FORMS] = { "5 万km", "5 萬km", "5 万km",
						      "\uFF15 万\uFF4B\uFF4D" };
	struct av_buffer made = { 0 };
	(void)state;
	for (unsigned i = 0; i < AV_FORMS; i++) {
		made.length = 0;
		av_form_write(&made, AV_STR("5 万km"), i);
		assert_int_equal(made.length, strlen(wanted[i]));
		assert_memory_equal(made.at, wanted[i], made.length);
	}
	made.length = 0;
	av_form_write(&made, AV_STR("萬"), 2);
	assert_true(av_str_equal(av_buffer_str(&made), AV_STR("万")));
	av_buffer_free(&made);
}

static void traditional_and_wide_forms_are_found_back(void **state)
{
	(void)state;
	assert_int_equal(av_fold_traditional(0x4E07), 0x842C);
	assert_int_equal(av_fold_traditional('a'), 'a');
	assert_int_equal(av_fold_wide('5'), 0xFF15);
	assert_int_equal(av_fold_wide(' '), 0x3000);
	assert_int_equal(av_fold_wide(0x4E07), 0x4E07);
}

static void reads(uint32_t code, const char *reading)
{
	struct av_str got = av_fold_reading(code);
	assert_true(av_str_equal(got, av_str_of(reading, strlen(reading))));
}

static void readings_are_plain_letters(void **state)
{
	(void)state;
	reads(0x521B, "chuang");
	reads(0x5275, "chuang");
	reads(0x5973, "nv");
	reads('a', "");
	reads(0x110000, "");
}

static void folding_twice_is_folding_once(void **state)
{
	(void)state;
	for (uint32_t code = 0; code < 0x110000; code++)
		if (av_fold(av_fold(code)) != av_fold(code))
			fail_msg("U+%04X", code);
	assert_int_equal(av_fold(0x110000), 0x110000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(width_forms_fold_to_ascii),
		cmocka_unit_test(chinese_marks_stay),
		cmocka_unit_test(numbers_stay),
		cmocka_unit_test(traditional_folds_to_simplified),
		cmocka_unit_test(dashes_tildes_and_spaces_become_one_of_each),
		cmocka_unit_test(quotation_marks_keep_their_own),
		cmocka_unit_test(case_and_broken_bytes),
		cmocka_unit_test(traditional_and_wide_forms_are_found_back),
		cmocka_unit_test(forms),
		cmocka_unit_test(readings_are_plain_letters),
		cmocka_unit_test(folding_twice_is_folding_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
