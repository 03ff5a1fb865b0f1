/* SPDX-License-Identifier: MIT
 * A phrasebook of numbers: what is written, and what is read from it. One fact a line:
 * value, then low..high where they differ, then the sort and the form's marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "inner/limits.h"
#include "../property/reading.h"

/* ORDER: enum av_number_sort */
static const char *const sorts[] = { "", " decimal", " fraction", " ordinal", " vague", " signed" };

static void add_decimal(struct av_buffer *out, bool there, struct av_decimal value)
{
	char text[AV_DECIMAL_TEXT];
	if (there)
		av_buffer_append(out, av_str_of(text, av_decimal_print(value, text)));
}

static void add_number(struct av_buffer *out, const struct av_number *number)
{
	add_decimal(out, number->has_value, number->value);
	if (number->sort == AV_SORT_VAGUE) {
		av_buffer_append_char(out, ' ');
		add_decimal(out, number->has_low, number->low);
		av_buffer_append(out, AV_STR(".."));
		add_decimal(out, number->has_high, number->high);
		const char *modifier = av_name_of(&av_modifier_names, number->modifier);
		av_buffer_printf(out, " %s", modifier);
		return;
	}
	av_buffer_printf(out, "%s", sorts[number->sort]);
	if (number->range == AV_RANGE_YEAR || number->range == AV_RANGE_MODERN)
		av_buffer_append(out, AV_STR(" year"));
	if (number->ambiguous)
		av_buffer_append(out, AV_STR(" ambiguous"));
}

/* All numbers of the text, with ` | ` between them. */
static void is_read(const char *text, const char *wanted)
{
	struct av_buffer out = { 0 };
	const struct av_doc *doc = reading_of(av_str_of(text, strlen(text)));
	assert_non_null(doc);
	for (uint32_t i = 0; i < doc->numbers.count; i++) {
		if (i)
			av_buffer_append(&out, AV_STR(" | "));
		add_number(&out, &doc->numbers.items[i]);
	}
	av_buffer_append_char(&out, 0);
	if (strcmp(out.at, wanted))
		fail_msg("`%s` reads as `%s`, not `%s`", text, out.at, wanted);
	av_buffer_free(&out);
}

struct fact {
	const char *text, *wanted;
};

static void all(const struct fact *facts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		is_read(facts[i].text, facts[i].wanted);
}
#define ALL(facts) all(facts, sizeof facts / sizeof *facts)

static void digits(void **state)
{
	static const struct fact facts[] = {
		{ "45000 cards", "45000" },
		{ "１２，５００", "12500" },
		{ "1,234,567.8", "1234567.8 decimal" },
		{ "12,34,567.89", "1234567.89 decimal" },
		{ "1 234 567", "1234567" },
		{ "1'234'567", "1234567" },
		{ "10 , 000 people", "10000" },
		{ "6 . 2 percent", "6.2 decimal" },
		{ "1.000.000,50", "1000000.5 decimal ambiguous" },
		{ "1.111,11", "1111.11 decimal ambiguous" },
		{ "1.234", "1.234 decimal ambiguous" },
		{ "1,3 metres", "1.3 decimal ambiguous" },
		{ ".08", "0.08 decimal" },
		{ "-3.2", "-3.2 signed" },
		{ "\xE2\x88\x92" "3.2%", "-3.2 signed" },
		{ "1.2e-5", "0.000012 decimal" },
		{ "5.5×10⁻³", "0.0055 decimal" },
		{ "1.3x10^6", "1300000" },
		{ "10^6", "1000000" },
		{ "10¹⁸", "1000000000000000000" },
		{ "2^-1", "0.5 decimal" },
		{ "2024¹", "2024 year" },
		{ "½", "0.5 fraction" },
		{ "2¾", "2.75 fraction" },
		{ "3/4", "0.75 fraction" },
		{ "1 3/4", "1.75 fraction" },
		{ "10/11/2024", "10 | 11 | 2024 year" },
		{ "2024-05-27", "2024 year | 5 | 27" },
		{ "27.05.2024", "27 | 5 | 2024 year" },
		{ "3, 5 and 8", "3 | 5 | 8" },
		{ "1,2,3", "1 | 2 | 3" },
		{ "5-7", "5 | 7" },
		{ "in 2024", "2024 year" },
	};
	(void)state;
	ALL(facts);
}

static void codes(void **state)
{
	static const struct fact facts[] = {
		{ "H800", "" },        { "GPT-4o", "" },       { "RTX4090", "" },
		{ "i7-13700K", "" },   { "v2.0.1", "" },       { "192.168.1.2", "" },
		{ "COVID-19", "" },    { "a12@b3.com", "" },   { "https://x.org/?q=30%20", "" },
		{ "www.abc.com/20", "" }, { "US$5", "5" },     { "RMB300", "300" },
		{ "5km", "5" },        { "10x faster", "10" },
	};
	(void)state;
	ALL(facts);
}

static void han(void **state)
{
	static const struct fact facts[] = {
		{ "四萬五千張", "45000" },
		{ "二千零八", "2008" },
		{ "两千〇五", "2005" },
		{ "一万零一十二", "10012" },
		{ "一万零十二", "10012" },
		{ "一百十五", "115" },
		{ "一万五千亿", "1500000000000" },
		{ "三十万亿", "30000000000000" },
		{ "四万万", "400000000" },
		{ "两万五", "25000" },
		{ "一百二", "120" },
		{ "三千六", "3600" },
		{ "三百零二", "302" },
		{ "廿五萬", "250000" },
		{ "卅六", "36" },
		{ "壹仟贰佰叁拾肆", "1234" },
		{ "二〇二四年", "2024 year" },
		{ "幺三八", "138" },
		{ "三點一四", "3.14 decimal" },
		{ "3点14", "3.14 decimal" },
		{ "负三点二", "-3.2 signed" },
		{ "一千六点五", "1600.5 decimal" },
		{ "八点五亿", "850000000 decimal" },
		{ "三点二十", "3 | 20" },
		{ "8点30", "8 | 30" },
		{ "4.5万", "45000 decimal" },
		{ "3千万", "30000000" },
		{ "3萬5千", "35000" },
		{ "3万5", "35000" },
		{ "3万4000", "34000" },
		{ "1亿2300万", "123000000" },
		{ "30w上下", "300000 ambiguous" },
		{ "三分之一", "0.3333333333333333333333333333333333 fraction" },
		{ "四分之三", "0.75 fraction" },
		{ "五又二分之一", "5.5 fraction" },
		{ "百分之五", "5" },
		{ "两万两", "20000" },
		{ "10兆瓦", "10" },
		{ "500千瓦时", "500" },
		{ "三百二百", "300 | 200" },
		{ "千万元", "10000000" },
		{ "十分钟", "10" },
		{ "十分重要", "" },
		{ "统一", "" },
		{ "在四川", "" },
	};
	(void)state;
	ALL(facts);
}

static void han_vague(void **state)
{
	static const struct fact facts[] = {
		{ "几十家", " 20..100 about" },
		{ "十几万台", "100000 100000..200000 about" },
		{ "20几个", "20 20..30 about" },
		{ "三四百家", " 300..400 about" },
		{ "三五天", " 3..5 about" },
		{ "十七八岁", " 17..18 about" },
		{ "五万多人", "50000 50000..60000 more_than" },
		{ "三千余吨", "3000 3000..4000 more_than" },
		{ "三十来个", "30 30..30 about" },
		{ "上百个", "100 100.. at_least" },
		{ "数以千计", " 1000..10000 about" },
		{ "成千上万", " 1000.. at_least" },
		{ "数十亿", " 2000000000..10000000000 about" },
		{ "好几百", " 300..1000 about" },
		{ "八百多亿", "80000000000 80000000000..90000000000 more_than" },
		{ "1万多亿", "1000000000000 1000000000000..2000000000000 more_than" },
		{ "50多人", "50 50..60 more_than" },
		{ "百余家", "100 100..200 more_than" },
		{ "近百家", "100" },
		{ "两三个", " 2..3 about" },
	};
	(void)state;
	ALL(facts);
}

static void english(void **state)
{
	static const struct fact facts[] = {
		{ "twenty-one thousand three hundred", "21300" },
		{ "a hundred and five", "105" },
		{ "two hundred and two thousand", "202000" },
		{ "one billion, two hundred million and three", "1200000003" },
		{ "two million, three people", "2000000 | 3" },
		{ "nineteen eighty-four", "1984 year" },
		{ "nineteen oh five", "1905 year" },
		{ "two point five", "2.5 decimal" },
		{ "two hundred point seventy-one", "200.71 decimal" },
		{ "nine point nought four", "9.04 decimal" },
		{ "minus two", "-2 signed" },
		{ "half a million", "500000" },
		{ "half a dozen eggs", "6" },
		{ "one and a half", "1.5 fraction" },
		{ "two and a half million", "2500000" },
		{ "one million and a half", "1500000" },
		{ "a dozen and a half", "18" },
		{ "a hundred and a half", "100.5 fraction" },
		{ "three quarters", "0.75 fraction" },
		{ "five eighths", "0.625 fraction" },
		{ "twenty and three fifths", "20.6 fraction" },
		{ "2.5 million", "2500000 decimal" },
		{ "$2.5bn", "2500000000 decimal" },
		{ "3k runs", "3000" },
		{ "5 lakh", "500000" },
		{ "50 crore", "500000000" },
		{ "a million million", "1000000000000" },
		{ "3 hundred and 21", "321" },
		{ "3 hundred and 2 hundred", "300 | 200" },
		{ "twenty-first", "21 ordinal" },
		{ "21st", "21 ordinal" },
		{ "the second attempt", "2 ordinal" },
		{ "5 seconds", "5" },
		{ "3 dozens", "36" },
		{ "between one hundred and two hundred", "100 | 200" },
	};
	(void)state;
	ALL(facts);
}

static void english_vague(void **state)
{
	static const struct fact facts[] = {
		{ "dozens of firms", " 24..100 about" },
		{ "scores of people", " 40..100 about" },
		{ "hundreds of thousands", " 200000..1000000 about" },
		{ "tens of millions of dollars", " 20000000..100000000 about" },
		{ "a couple of days", "2 2..2 about" },
		{ "a few thousand", " 2000..9000 about" },
		{ "several hundred", " 300..900 about" },
		{ "thirty-odd", "30 30..40 more_than" },
		{ "50ish", "50 50..50 about" },
	};
	(void)state;
	ALL(facts);
}

/* Up to 300 digits are a number; a million are none, in time that does not grow faster than
 * they do. */
static void very_long(void **state)
{
	size_t length = 1000000;
	char *text = malloc(length);
	(void)state;
	assert_non_null(text);
	memset(text, '7', length);
	const struct av_doc *doc = reading_of(av_str_of(text, AV_DIGITS_MAX));
	assert_non_null(doc);
	assert_int_equal(doc->numbers.count, 1);
	assert_true(doc->numbers.items[0].from_digits);
	assert_true(doc->numbers.items[0].value.rounded);
	assert_int_equal(av_span_length(doc->numbers.items[0].span), AV_DIGITS_MAX);
	static const size_t more[] = { AV_DIGITS_MAX + 1, 1000000 };
	for (size_t i = 0; i < 2; i++) {
		doc = reading_of(av_str_of(text, more[i]));
		assert_non_null(doc);
		assert_int_equal(doc->numbers.count, 0);
		assert_int_equal(doc->notes.count, 1);
	}
	free(text);
}

static void forms(void **state)
{
	(void)state;
	const struct av_doc *doc = reading_of(AV_STR("07"));
	unsigned form = av_number_form(&doc->numbers.items[0]);
	assert_true(av_number_form_has(form, av_number_tag(AV_STR("two-digits"))));
	assert_true(av_number_form_has(form, av_number_tag(AV_STR("month"))));
	assert_true(av_number_form_has(form, av_number_tag(AV_STR("plain"))));
	assert_false(av_number_form_has(form, av_number_tag(AV_STR("year"))));
	assert_int_equal(av_number_tag(AV_STR("unit")), -1);
}

static int open_reading(void **state)
{
	(void)state;
	return reading_open() ? 0 : -1;
}

static int close_reading(void **state)
{
	(void)state;
	reading_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits),    cmocka_unit_test(codes),
		cmocka_unit_test(han),       cmocka_unit_test(han_vague),
		cmocka_unit_test(english),   cmocka_unit_test(english_vague),
		cmocka_unit_test(very_long), cmocka_unit_test(forms),
	};
	return cmocka_run_group_tests_name("number", tests, open_reading, close_reading);
}
