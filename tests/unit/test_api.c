/* SPDX-License-Identifier: MIT
 * The public API as a program uses it, through aver.h alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "aver.h"

static const char news[] = "Revenue rose 25% to $3.5 million.\nIt fell 5% in 2023.\n";

static int set_up(void **state)
{
	struct aver_rules *rules;
	enum aver_status status = aver_rules_builtin(&rules);
	*state = rules;
	return status != AVER_OK;
}

static int tear_down(void **state)
{
	aver_rules_free(*state);
	return 0;
}

static struct aver_document document_of(const char *text)
{
	return (struct aver_document){ .id = "a", .id_length = 1, .text = text,
				       .length = strlen(text) };
}

static void records_belong_to_the_worker(void **state)
{
	struct aver_worker *worker;
	struct aver_document document = document_of(news);
	const char *records;
	size_t length;
	assert_int_equal(aver_worker_new(*state, NULL, &worker), AVER_OK);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(aver_records(worker, &document, &records, &length), AVER_OK);
		assert_true(length > 0 && records[length - 1] == '\n');
		assert_non_null(memmem(records, length, "\"text\":\"25%\"", 12));
		assert_string_equal(aver_worker_remarks(worker), "");
	}
	aver_worker_free(worker);
}

static void nothing_is_fine(void **state)
{
	struct aver_worker *worker;
	struct aver_document document = { 0 };
	const char *records;
	size_t length;
	assert_int_equal(aver_worker_new(*state, NULL, &worker), AVER_OK);
	assert_int_equal(aver_records(worker, &document, &records, &length), AVER_OK);
	assert_int_equal(length, 0);
	aver_worker_free(worker);
	aver_worker_free(NULL);
	aver_rules_free(NULL);
}

static int stop(void *user, const char *bytes, size_t length)
{
	(void)bytes;
	(void)length;
	++*(int *)user;
	return 1;
}

static void write_can_stop_it(void **state)
{
	struct aver_worker *worker;
	struct aver_document document = document_of(news);
	int calls = 0;
	assert_int_equal(aver_worker_new(*state, NULL, &worker), AVER_OK);
	assert_int_equal(aver_extract(worker, &document, stop, &calls), AVER_STOPPED);
	assert_int_equal(calls, 1);
	aver_worker_free(worker);
}

static void a_document_has_its_own_say(void **state)
{
	struct aver_worker *worker;
	struct aver_document document = document_of("Caf\xE9 5 km");
	const char *records;
	size_t length;
	assert_int_equal(aver_worker_new(*state, NULL, &worker), AVER_OK);
	document.encoding = "windows-1252";
	assert_int_equal(aver_records(worker, &document, &records, &length), AVER_OK);
	assert_non_null(memmem(records, length, "\"start\":5,\"end\":9", 17));
	document.encoding = "UTF-8";
	assert_int_equal(aver_records(worker, &document, &records, &length), AVER_OK);
	assert_non_null(strstr(aver_worker_remarks(worker), "1 broken byte"));
	document.encoding = "Klingon";
	assert_int_equal(aver_records(worker, &document, &records, &length), AVER_BAD_ENCODING);
	assert_non_null(strstr(aver_worker_remarks(worker), "Klingon"));
	document.encoding = NULL;
	document.reference = "tomorrow";
	assert_int_equal(aver_records(worker, &document, &records, &length), AVER_BAD_ARGUMENT);
	aver_worker_free(worker);
}

static void options_are_checked(void **state)
{
	struct aver_options options = { .kinds = "mony" };
	struct aver_worker *worker;
	char reason[256], tiny[5];
	assert_int_equal(aver_options_check(&options, reason, sizeof reason), AVER_BAD_ARGUMENT);
	assert_non_null(strstr(reason, "did you mean `money`?"));
	assert_int_equal(aver_options_check(&options, tiny, sizeof tiny), AVER_BAD_ARGUMENT);
	assert_string_equal(tiny, "unkn");
	assert_int_equal(aver_worker_new(*state, &options, &worker), AVER_BAD_ARGUMENT);
	assert_null(worker);
	assert_int_equal(aver_options_check(NULL, NULL, 0), AVER_OK);
}

static void rules_that_are_not_there(void **state)
{
	(void)state;
	struct aver_rules_options options = { .add_dir = "/no/such/folder" };
	struct aver_rules *rules;
	assert_int_equal(aver_rules_load(&options, &rules), AVER_BAD_RULES);
	assert_null(rules);
}

static void words_for_everything(void **state)
{
	(void)state;
	for (unsigned i = 0; i < AVER_STATUSES; i++)
		assert_true(strlen(aver_status_text((enum aver_status)i)) > 3);
	assert_string_equal(aver_stage_name(0), "read");
	assert_string_equal(aver_stage_name(AVER_STAGES - 1), "emit");
	assert_null(aver_stage_name(AVER_STAGES));
	assert_true(strlen(aver_version()) >= 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_belong_to_the_worker),
		cmocka_unit_test(nothing_is_fine),
		cmocka_unit_test(write_can_stop_it),
		cmocka_unit_test(a_document_has_its_own_say),
		cmocka_unit_test(options_are_checked),
		cmocka_unit_test(rules_that_are_not_there),
		cmocka_unit_test(words_for_everything),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
