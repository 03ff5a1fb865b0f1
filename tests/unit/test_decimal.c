/* SPDX-License-Identifier: MIT
 * Decimals: what tests/property/prop_decimal.c can't say, the edges and the printed form. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "inner/decimal.h"

static struct av_decimal read(const char *text)
{
	struct av_decimal a = { 0 };
	if (!av_decimal_parse(av_str_of(text, strlen(text)), &a))
		fail_msg("`%s` is no number", text);
	return a;
}

static void is_printed(struct av_decimal a, const char *wanted)
{
	char text[AV_DECIMAL_TEXT + 1];
	text[av_decimal_print(a, text)] = 0;
	assert_string_equal(text, wanted);
}

static void text_is_shortest_json(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "0", "0" },          { "-0", "0" },         { "0.000", "0" },
		{ "45000", "45000" },  { "+2.50", "2.5" },    { "-0.001", "-0.001" },
		{ ".5", "0.5" },       { "7.", "7" },         { "007", "7" },
		{ "1e3", "1000" },     { "12E-1", "1.2" },    { "1e+2", "100" },
		{ "1e20", "100000000000000000000" },          { "1e21", "1e+21" },
		{ "123e20", "1.23e+22" },                     { "0.000001", "0.000001" },
		{ "0.0000001", "1e-7" },                      { "-0.00000012", "-1.2e-7" },
		{ "99999999999999999999999999999999999999",
		  "9.9999999999999999999999999999999999999e+37" },
		{ "0.99999999999999999999999999999999999999",
		  "0.99999999999999999999999999999999999999" },
		{ "-0.0000012345678901234567890123456789012345678",
		  "-0.0000012345678901234567890123456789012345678" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		is_printed(read(cases[i][0]), cases[i][1]);
}

static void what_is_no_number_is_refused(void **state)
{
	(void)state;
	static const char *const cases[] = { "",    "-",    ".",    "+.",  "e5",     "1e",  "1e+",
					     "1.2.3", "1,2", "--1", " 1",  "1 ",     "0x1", "nan",
					     "inf", "1e5x", "\xEF\xBC\x91" };
	struct av_decimal a;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (av_decimal_parse(av_str_of(cases[i], strlen(cases[i])), &a))
			fail_msg("`%s` was read", cases[i]);
	assert_false(av_decimal_parse(av_str_of(NULL, 0), &a));
}

static void too_many_digits_are_rounded_and_said(void **state)
{
	(void)state;
	struct av_decimal a = read("1234567890123456789012345678901234567850000001");
	assert_true(a.rounded);
	is_printed(a, "1.2345678901234567890123456789012345679e+45");
	assert_false(read("12345678901234567890123456789012345678000000000").rounded);
	assert_true(av_decimal_add(a, av_decimal_of(1)).rounded);
	assert_true(read("0.123456789012345678901234567890123456789").rounded);
}

static void huge_exponents_stay_in_bounds(void **state)
{
	(void)state;
	struct av_decimal huge = read("1e99999999999999999999"), tiny = read("1e-99999999999");
	assert_true(huge.rounded);
	assert_true(tiny.rounded);
	assert_true(av_decimal_is_zero(tiny));
	for (int i = 0; i < 50; i++)
		huge = av_decimal_multiply(huge, huge);
	assert_true(av_decimal_to_double(huge) == HUGE_VAL);
	assert_true(av_decimal_to_double(av_decimal_negate(huge)) == -HUGE_VAL);
	assert_true(av_decimal_scale(av_decimal_of(1), INT32_MAX).rounded);
	assert_true(av_decimal_is_zero(av_decimal_scale(av_decimal_of(1), INT32_MIN)));
	assert_true(av_decimal_power(av_decimal_of(10), UINT32_MAX).rounded);
	assert_true(av_decimal_compare(av_decimal_add(huge, av_decimal_of(1)), huge) == 0);
}

static void quotients_are_exact_or_rounded(void **state)
{
	(void)state;
	is_printed(av_decimal_divide(av_decimal_of(1), av_decimal_of(8)), "0.125");
	is_printed(av_decimal_divide(av_decimal_of(-45), av_decimal_of(10000)), "-0.0045");
	assert_false(av_decimal_divide(av_decimal_of(1), av_decimal_of(8)).rounded);
	struct av_decimal third = av_decimal_divide(av_decimal_of(1), av_decimal_of(3));
	assert_true(third.rounded);
	is_printed(third, "0.3333333333333333333333333333333333");
	struct av_decimal none = av_decimal_divide(third, av_decimal_of(0));
	assert_true(av_decimal_is_zero(none) && none.rounded);
}

static void doubles_are_the_nearest(void **state)
{
	(void)state;
	assert_true(av_decimal_to_double(read("0.1")) == 0.1);
	assert_true(av_decimal_to_double(read("-2.5")) == -2.5);
	assert_true(av_decimal_to_double(read("9007199254740993")) == 9007199254740992.0);
	assert_true(av_decimal_to_double(read("1e-400")) == 0);
	assert_true(av_decimal_to_double(read("4.9e-324")) == 4.9e-324);
	assert_true(av_decimal_fits_double(read("0.1")));
	assert_true(av_decimal_fits_double(read("1e300")));
	assert_true(av_decimal_fits_double(read("1e22")));
	assert_false(av_decimal_fits_double(read("1e400")));
	assert_false(av_decimal_fits_double(read("1e-400")));
	assert_true(av_decimal_fits_double(read("9007199254740992")));
	assert_false(av_decimal_fits_double(read("9007199254740993")));
	assert_true(av_decimal_fits_double(read("0.30000000000000004")));
	assert_false(av_decimal_fits_double(read("0.300000000000000041")));
}

static void whole_numbers_are_found(void **state)
{
	(void)state;
	int64_t out;
	assert_true(av_decimal_to_int(av_decimal_of(INT64_MIN + 1), &out));
	assert_true(out == INT64_MIN + 1);
	assert_false(av_decimal_to_int(read("9223372036854775808"), &out));
	assert_false(av_decimal_to_int(read("1e19"), &out));
	assert_false(av_decimal_to_int(read("2.5"), &out));
	assert_true(av_decimal_is_integer(read("2.50e1")));
	struct av_decimal two = { .coefficient = 20, .exponent = -1 };
	assert_true(av_decimal_is_integer(two));
	is_printed(av_decimal_of(INT64_MIN), "-9223372036854775808");
	is_printed((struct av_decimal){ .coefficient = 120, .exponent = -2 }, "1.2");
	assert_int_equal(av_decimal_compare(read("-3"), read("2")), -1);
	assert_int_equal(av_decimal_compare(read("-3"), read("-3.0")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_shortest_json),
		cmocka_unit_test(what_is_no_number_is_refused),
		cmocka_unit_test(too_many_digits_are_rounded_and_said),
		cmocka_unit_test(huge_exponents_stay_in_bounds),
		cmocka_unit_test(quotients_are_exact_or_rounded),
		cmocka_unit_test(doubles_are_the_nearest),
		cmocka_unit_test(whole_numbers_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
