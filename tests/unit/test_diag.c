/* SPDX-License-Identifier: MIT
 * Messages: what a person reads, the caret under wide text, the bound on errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inner/diag.h"
#include "inner/limits.h"

static void reads(struct av_diag *diag, const char *wanted)
{
	struct av_buffer out = { 0 };
	av_diag_print_all(diag, &out);
	av_buffer_append_char(&out, '\0');
	assert_string_equal(out.at, wanted);
	av_buffer_free(&out);
	av_diag_free(diag);
}

static void a_message_has_place_line_and_caret(void **state)
{
	(void)state;
	struct av_diag diag = { 0 };
	av_diag_add(&diag, AV_ERROR, AV_STR("a.rule"), 14, AV_STR("unti = percent\r\n"), 0, 4,
		    "unknown field `%s`, did you mean `%s`?", "unti", "unit");
	reads(&diag, "a.rule:14:1: error: unknown field `unti`, did you mean `unit`?\n"
		     "  unti = percent\n"
		     "  ^^^^\n");
}

static void carets_count_wide_characters_twice(void **state)
{
	(void)state;
	struct av_diag diag = { 0 };
	av_diag_add(&diag, AV_WARNING, AV_STR("a"), 1, AV_STR("\t\u4E07\u4E07 x\u4E07y"), 8, 12,
		    "odd");
	reads(&diag, "a:1:5: warning: odd\n"
		     "   \u4E07\u4E07 x\u4E07y\n"
		     "        ^^^\n");
}

static void a_message_may_have_no_line(void **state)
{
	(void)state;
	struct av_diag diag = { 0 };
	struct av_str none = { NULL, 0 };
	av_diag_add(&diag, AV_NOTE, AV_STR("b.tsv"), 0, none, 0, 0, "empty");
	av_diag_add(&diag, AV_NOTE, none, 0, none, 0, 0, "nowhere");
	av_diag_add(&diag, AV_ERROR, AV_STR("b.tsv"), 3, AV_STR("x"), 1, 1, "missing column");
	av_diag_add(&diag, AV_ERROR, AV_STR("b.tsv"), 4, AV_STR("x"), 90, 80, "outside");
	reads(&diag, "b.tsv: note: empty\nnote: nowhere\n"
		     "b.tsv:3:2: error: missing column\n  x\n   ^\n"
		     "b.tsv:4:2: error: outside\n  x\n   ^\n");
}

static void errors_are_bounded_and_counted(void **state)
{
	(void)state;
	struct av_diag diag = { 0 };
	for (unsigned i = 0; i < AV_MAX_MESSAGES + 5; i++)
		av_diag_add(&diag, AV_ERROR, AV_STR("f"), i + 1, AV_STR(""), 0, 0, "bad %u", i);
	assert_int_equal(diag.messages.count, AV_MAX_MESSAGES);
	assert_int_equal(diag.errors, AV_MAX_MESSAGES + 5);
	assert_int_equal(diag.dropped, 5);
	av_diag_free(&diag);
	assert_int_equal(diag.errors, 0);
}

static void text_outlives_what_it_came_from(void **state)
{
	(void)state;
	struct av_diag diag = { 0 };
	char file[] = "f", line[] = "line";
	av_diag_add(&diag, AV_ERROR, av_str_of(file, 1), 1, av_str_of(line, 4), 0, 4, "%s", line);
	file[0] = line[0] = 'X';
	reads(&diag, "f:1:1: error: line\n  line\n  ^^^^\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_has_place_line_and_caret),
		cmocka_unit_test(carets_count_wide_characters_twice),
		cmocka_unit_test(a_message_may_have_no_line),
		cmocka_unit_test(errors_are_bounded_and_counted),
		cmocka_unit_test(text_outlives_what_it_came_from),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
