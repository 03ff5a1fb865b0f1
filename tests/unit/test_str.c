/* SPDX-License-Identifier: MIT
 * Text and UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inner/rules.h"
#include "inner/str.h"

static void order_is_bytewise(void **state)
{
	(void)state;
	assert_true(av_str_compare(AV_STR("a"), AV_STR("b")) < 0);
	assert_true(av_str_compare(AV_STR("ab"), AV_STR("a")) > 0);
	assert_int_equal(av_str_compare(AV_STR("ab"), AV_STR("ab")), 0);
	assert_true(av_str_compare(AV_STR("z"), AV_STR("\xE4\xB8\x87")) < 0);
	assert_int_equal(av_str_compare(av_str_of(NULL, 0), AV_STR("")), 0);
}

static void trim_takes_both_ends(void **state)
{
	(void)state;
	assert_true(av_str_equal(av_str_trim(AV_STR(" \t a b\r\n")), AV_STR("a b")));
	assert_int_equal(av_str_trim(AV_STR(" \n ")).length, 0);
	assert_int_equal(av_str_trim(av_str_of(NULL, 0)).length, 0);
}

static void cut_gives_every_field(void **state)
{
	(void)state;
	struct av_str rest = AV_STR("a,,b,"), part;
	const char *const fields[] = { "a", "", "b", "" };
	for (int i = 0; i < 4; i++) {
		assert_true(av_str_cut(&rest, ',', &part));
		assert_true(av_str_equal(part, av_str_of(fields[i], strlen(fields[i]))));
	}
	assert_false(av_str_cut(&rest, ',', &part));
	assert_false(av_str_cut(&rest, ',', &part));
}

static void hash_tells_texts_apart(void **state)
{
	(void)state;
	static const char zeros[40];
	for (size_t i = 0; i < 40; i++)
		for (size_t j = 0; j < i; j++)
			assert_true(av_str_hash(av_str_of(zeros, i)) !=
				    av_str_hash(av_str_of(zeros, j)));
	assert_true(av_str_hash(AV_STR("abcdefgh1")) != av_str_hash(AV_STR("abcdefgh2")));
	assert_true(av_str_hash(AV_STR("abc")) == av_str_hash(av_str_of("abcd", 3)));
}

static void distance_counts_edits(void **state)
{
	(void)state;
	assert_int_equal(av_str_distance(AV_STR("unit"), AV_STR("unit"), 3), 0);
	assert_int_equal(av_str_distance(AV_STR("unti"), AV_STR("unit"), 3), 1);
	assert_int_equal(av_str_distance(AV_STR("kitten"), AV_STR("sitting"), 5), 3);
	assert_int_equal(av_str_distance(AV_STR("kitten"), AV_STR("sitting"), 2), 3);
	assert_int_equal(av_str_distance(AV_STR(""), AV_STR("ab"), 5), 2);
	assert_int_equal(av_str_distance(AV_STR("abcdef"), AV_STR("uvwxyz"), 2), 3);
	assert_int_equal(av_str_distance(AV_STR("ab"), AV_STR("ba"), 0), 1);
}

static void every_code_point_survives(void **state)
{
	(void)state;
	for (uint32_t code = 0; code <= 0x10FFFF; code++) {
		if (code >= 0xD800 && code < 0xE000)
			continue;
		char bytes[4];
		uint32_t forward = 1, back = 1;
		unsigned length = av_utf8_encode(code, bytes);
		const char *end = bytes + length;
		if (av_utf8_decode(bytes, end, &forward) != length || forward != code ||
		    av_utf8_decode_before(bytes, end, &back) != length || back != code ||
		    av_utf8_valid(av_str_of(bytes, length)) != length)
			fail_msg("U+%04X", code);
	}
}

static void bad_bytes_are_replaced_one_by_one(void **state)
{
	(void)state;
	static const struct av_str bad[] = {
		{ "\x80", 1 },         { "\xC0\x80", 2 },         { "\xC1\xBF", 2 },
		{ "\xE0\x9F\xBF", 3 }, { "\xED\xA0\x80", 3 },     { "\xF0\x8F\xBF\xBF", 4 },
		{ "\xFF", 1 },         { "\xF4\x90\x80\x80", 4 }, { "\xE4\xB8", 2 },
		{ "\xC3", 1 },         { "\xE4\xB8y", 3 },        { "\xF0\x9F\x98", 3 },
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		uint32_t code = 0;
		const char *end = bad[i].at + bad[i].length;
		assert_int_equal(av_utf8_decode(bad[i].at, end, &code), 1);
		assert_int_equal(code, 0xFFFD);
		assert_int_equal(av_utf8_valid(bad[i]), 0);
		assert_true(av_utf8_decode_before(bad[i].at, end, &code) == 1);
	}
	assert_int_equal(av_utf8_valid(AV_STR("abcdefghij\xE4\xB8\x87\xFFxyz")), 13);
}

static void encode_never_writes_surrogates(void **state)
{
	(void)state;
	char bytes[4];
	assert_int_equal(av_utf8_encode(0xD800, bytes), 3);
	assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
	assert_int_equal(av_utf8_encode(0x110000, bytes), 3);
}

static void width_knows_wide_and_combining(void **state)
{
	(void)state;
	assert_int_equal(av_utf8_width(AV_STR("abc")), 3);
	assert_int_equal(av_utf8_width(AV_STR("\u4E07a\uFF0C")), 5);
	assert_int_equal(av_utf8_width(AV_STR("e\u0301")), 1);
	assert_int_equal(av_utf8_width(AV_STR("\U0001F600\u00E9")), 3);
	assert_int_equal(av_utf8_count(AV_STR("\u4E07a\uFF0C")), 3);
	assert_int_equal(av_utf8_width(AV_STR("")), 0);
}

static void names_lead_both_ways(void **state)
{
	(void)state;
	const struct av_names *lists[] = { &av_kind_names,      &av_modifier_names,
					   &av_change_names,    &av_certainty_names,
					   &av_attribution_names, &av_role_names };
	for (size_t list = 0; list < sizeof lists / sizeof *lists; list++)
		for (unsigned i = 0; i < lists[list]->count; i++) {
			const char *name = av_name_of(lists[list], i);
			struct av_str text = av_str_of(name, strlen(name));
			assert_int_equal(av_name_find(lists[list], text), i);
		}
	assert_int_equal(av_name_find(&av_kind_names, AV_STR("perce")), -1);
	assert_int_equal(av_name_find(&av_kind_names, AV_STR("percent")), AV_PERCENT);
	assert_int_equal(av_name_find(&av_role_names, AV_STR("unit_text")), AV_ROLE_UNIT_TEXT);
	assert_string_equal(av_known_tag_names[AV_TAG_PROPERTY], "property");
	assert_string_equal(av_name_of(&av_kind_names, 999), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_bytewise),
		cmocka_unit_test(trim_takes_both_ends),
		cmocka_unit_test(cut_gives_every_field),
		cmocka_unit_test(hash_tells_texts_apart),
		cmocka_unit_test(distance_counts_edits),
		cmocka_unit_test(every_code_point_survives),
		cmocka_unit_test(bad_bytes_are_replaced_one_by_one),
		cmocka_unit_test(encode_never_writes_surrogates),
		cmocka_unit_test(width_knows_wide_and_combining),
		cmocka_unit_test(names_lead_both_ways),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
