/* SPDX-License-Identifier: MIT
 * Dates: calendar arithmetic by itself, then what roles make of them against a
 * reference date (28 May 2024, a Tuesday). */
#include "pipe.h"

#include "stages/6_resolve/calendar.h"

static void days_there_and_back(void **state)
{
	(void)state;
	for (int64_t number = 0; number < 3652059; number += 97) {
		struct av_civil date = av_civil_of(number);
		assert_true(av_civil_valid(date));
		assert_int_equal(av_civil_number(date), number);
	}
	assert_int_equal(av_civil_weekday((struct av_civil){ 2024, 5, 28 }), 2);
	assert_int_equal(av_civil_weekday((struct av_civil){ 2000, 1, 1 }), 6);
	assert_int_equal(av_civil_weekday((struct av_civil){ 1, 1, 1 }), 1);
	assert_int_equal(av_month_days(2024, 2), 29);
	assert_int_equal(av_month_days(1900, 2), 28);
	assert_false(av_civil_valid((struct av_civil){ 2023, 2, 29 }));
	assert_false(av_civil_valid((struct av_civil){ 2023, 13, 1 }));
	assert_false(av_civil_valid((struct av_civil){ 10000, 1, 1 }));
}

static void check_interval(struct av_interval interval, uint8_t modifier, const char *iso)
{
	char text[AV_ISO_TEXT];
	struct av_clock none = { -1, -1, -1 };
	unsigned length = av_interval_print(interval, none, modifier, text);
	assert_text(av_str_of(text, length), iso);
}

static void thirds(void **state)
{
	(void)state;
	const struct av_interval year = { { 2024, 0, 0 }, { 2024, 0, 0 } };
	const struct av_interval nineties = { { 1990, 0, 0 }, { 1999, 0, 0 } };
	const struct av_interval february = { { 2024, 2, 0 }, { 2024, 2, 0 } };
	const struct av_interval century = { { 1901, 0, 0 }, { 2000, 0, 0 } };
	check_interval(av_interval_third(year, 0), AV_EXACT, "2024-01/2024-04");
	check_interval(av_interval_third(year, 1), AV_EXACT, "2024-05/2024-08");
	check_interval(av_interval_third(year, 2), AV_EXACT, "2024-09/2024-12");
	check_interval(av_interval_third(nineties, 2), AV_EXACT, "1997/1999");
	check_interval(av_interval_third(february, 2), AV_EXACT, "2024-02-21/2024-02-29");
	check_interval(av_interval_third(century, 1), AV_EXACT, "1935/1967");
	check_interval(year, AV_ABOUT, "2024~");
	check_interval(year, AV_AT_LEAST, "2024/..");
	check_interval(year, AV_LESS_THAN, "../2024");
}

/* --- roles ------------------------------------------------------------------------------- */

static const char units[] = "id\tdimension\tfactor\toffset\tsi\tkind\n"
			    "second\tduration\t1\t\tsecond\tduration\n"
			    "day\tduration\t86400\t\tsecond\tduration\n"
			    "week\tduration\t604800\t\tsecond\tduration\n"
			    "month\tduration\t2629746\t\tsecond\tduration\n"
			    "quarter\tduration\t7889238\t\tsecond\tduration\n"
			    "year\tduration\t31556952\t\tsecond\tduration\n"
			    "decade\tduration\t315569520\t\tsecond\tduration\n";
static const char unit_names[] = "surface\tunit\n"
				 "days\tday\nweeks\tweek\nmonths\tmonth\nquarters\tquarter\n"
				 "years\tyear\ndecades\tdecade\n";
static const char words[] = "surface\ttag\tvalue\n"
			    "early\tpart\tearly\nmid\tpart\tmid\nlate\tpart\tlate\n"
			    "last\twhich\t-1\nthis\twhich\t0\nnext\twhich\t1\n"
			    "june\tmonth-name\t6\nmarch\tmonth-name\t3\n"
			    "tuesday\tweekday-name\t2\nwednesday\tweekday-name\t3\n"
			    "monday\tweekday-name\t1\nplan\tplan-name\t2021/2025\n"
			    "am\tday-half\t0\npm\tday-half\t12\ncirca\tbound\tabout\n"
			    "since\tbound\tat_least\n";
#define TESTS "example x => value 1\nreject y\n"
static const char rules[] =
	"macro part = (?:<part:part> )?\nmacro pre = (?:<modifier:bound> )?\n"
	"rule full\nkind date\n"
	"match {part}y <year:integer>(?: m <month:integer>)?(?: d <day:integer>)?\n" TESTS
	"rule bounded\nkind date\nmatch <modifier:bound> y <year:integer>\n" TESTS
	"rule quarter\nkind period\nmatch {part}y <year:integer> q <quarter:integer>\n" TESTS
	"rule half\nkind period\nmatch y <year:integer> h <half:integer>\n" TESTS
	"rule span\nkind period\n"
	"match y <year:integer>(?: m <month:integer>)?(?: d <day:integer>)?"
	" to(?: y <year_to:integer>)?(?: m <month_to:integer>)?(?: d <day_to:integer>)?\n" TESTS
	"rule shift\nkind date\nmatch <shift:which> <unit:unit duration>\n" TESTS
	"rule ago\nkind date\n"
	"match <value:number> <unit:unit duration> ago\nshift = 0 - value\n" TESTS
	"rule weekday\nkind date\nmatch (?:<shift:which> )?<weekday:weekday-name>\n" TESTS
	"rule week-day\nkind date\n"
	"match <shift:which> <unit:unit duration> <weekday:weekday-name>\n" TESTS
	"rule month\nkind date\n"
	"match {part}(?:<shift:which> )?<month:month-name>(?: <day:integer>)?\n" TESTS
	"rule decade\nkind period\nmatch {part}the <decade:integer> decade\n" TESTS
	"rule century\nkind period\nmatch {part}the <century:integer> century\n" TESTS
	"rule plan\nkind period\nmatch <iso:plan-name>\n" TESTS
	"rule clock\nkind time\n"
	"match <hour:integer>:<minute:integer>(?: <hour_shift:day-half>)?\n" TESTS;

static struct pipe pipe;

static int open_rules(void **state)
{
	(void)state;
	const struct av_rule_file files[] = {
		pipe_file("t/units.tsv", units),
		pipe_file("t/unit-names.tsv", unit_names),
		pipe_file("t/words.tsv", words),
		pipe_file("t/r.rule", rules),
	};
	struct av_rule_sources sources = { .files = files,
					   .file_count = sizeof files / sizeof *files,
					   .only_files = true };
	pipe_open(&pipe, &sources);
	return 0;
}

static int close_rules(void **state)
{
	(void)state;
	pipe_close(&pipe);
	return 0;
}

struct dated {
	const char *text, *iso;
};

static void check_all(const struct dated *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		pipe_run(&pipe, all[i].text);
		if (pipe.doc.figures.count != 1)
			print_error("`%s` has %u figures\n", all[i].text, pipe.doc.figures.count);
		assert_int_equal(pipe.doc.figures.count, 1);
		struct av_str iso = pipe.doc.figures.items[0].reading.iso;
		if (!av_str_equal(iso, av_str_of(all[i].iso, strlen(all[i].iso))))
			print_error("`%s`:\n", all[i].text);
		assert_text(iso, all[i].iso);
	}
}
#define CHECK(list) check_all(list, sizeof(list) / sizeof *(list))

static void set_reference(int32_t year, int8_t month, int8_t day)
{
	pipe.doc.reference =
		(struct av_date){ .year = year, .month = month, .day = day, .hour = -1 };
}

static void named(void **state)
{
	(void)state;
	static const struct dated all[] = {
		{ "y 2024", "2024" },
		{ "y 2024 m 6", "2024-06" },
		{ "y 2024 m 6 d 5", "2024-06-05" },
		{ "y 24", "2024" },
		{ "y 88", "1988" },
		{ "mid y 2024", "2024-05/2024-08" },
		{ "y 2024 q 3", "2024-07/2024-09" },
		{ "late y 2024 q 3", "2024-09" },
		{ "y 2023 h 1", "2023-01/2023-06" },
		{ "y 2023 to y 2025", "2023/2025" },
		{ "y 2019 to y 21", "2019/2021" },
		{ "y 2023 m 11 to m 2", "2023-11/2024-02" },
		{ "y 2024 m 5 d 3 to d 5", "2024-05-03/2024-05-05" },
		{ "y 2024 m 5 d 30 to m 6 d 2", "2024-05-30/2024-06-02" },
		{ "the 90 decade", "1990/1999" },
		{ "late the 1990 decade", "1997/1999" },
		{ "the 20 decade", "2020/2029" },
		{ "the 21 century", "2001/2100" },
		{ "plan", "2021/2025" },
		{ "18:30", "T18:30" },
		{ "6:30 pm", "T18:30" },
		{ "12:05 am", "T00:05" },
		{ "12:05 pm", "T12:05" },
		{ "circa y 1850", "1850~" },
		{ "since y 2018", "2018/.." },
	};
	set_reference(2024, 5, 28);
	CHECK(all);
}

static void relative(void **state)
{
	(void)state;
	static const struct dated all[] = {
		{ "last years", "2023" },
		{ "next months", "2024-06" },
		{ "last weeks", "2024-05-20/2024-05-26" },
		{ "this weeks", "2024-05-27/2024-06-02" },
		{ "last quarters", "2024-01/2024-03" },
		{ "last days", "2024-05-27" },
		{ "3 years ago", "2021" },
		{ "10 days ago", "2024-05-18" },
		{ "6 months ago", "2023-11" },
		{ "0.5 years ago", "2023-11" },
		{ "2 decades ago", "2004" },
		{ "tuesday", "2024-05-28" },
		{ "wednesday", "2024-05-22" },
		{ "last tuesday", "2024-05-21" },
		{ "next monday", "2024-06-03" },
		{ "next wednesday", "2024-05-29" },
		{ "last weeks wednesday", "2024-05-22" },
		{ "june", "2024-06" },
		{ "june 5", "2024-06-05" },
		{ "last june", "2023-06" },
		{ "next march", "2025-03" },
		{ "last march", "2024-03" },
	};
	set_reference(2024, 5, 28);
	CHECK(all);
	const struct av_reading *r = &pipe.doc.figures.items[0].reading;
	pipe_run(&pipe, "3 years ago");
	r = &pipe.doc.figures.items[0].reading;
	assert_string_equal(pipe_decimal(r->has_value, r->value), "3");
	assert_text(r->unit_id, "year");
}

static void without_reference(void **state)
{
	(void)state;
	static const struct dated all[] = {
		{ "june", "XXXX-06" }, { "june 5", "XXXX-06-05" }, { "last years", "" },
		{ "tuesday", "" },     { "y 2024", "2024" },	   { "last weeks", "" },
	};
	set_reference(0, 0, 0);
	CHECK(all);
}

static void what_cannot_be(void **state)
{
	(void)state;
	static const struct dated all[] = {
		{ "y 2024 m 13", "" },
		{ "y 2023 m 2 d 29", "" },
		{ "y 2024 m 2 d 29", "2024-02-29" },
	};
	set_reference(2024, 5, 28);
	CHECK(all);
}

static void year_is_a_value(void **state)
{
	(void)state;
	set_reference(2024, 5, 28);
	pipe_run(&pipe, "y 2024");
	const struct av_reading *r = &pipe.doc.figures.items[0].reading;
	assert_string_equal(pipe_decimal(r->has_value, r->value), "2024");
	pipe_run(&pipe, "y 2023 to y 2025");
	r = &pipe.doc.figures.items[0].reading;
	assert_false(r->has_value);
	assert_string_equal(pipe_decimal(r->has_low, r->low), "2023");
	assert_string_equal(pipe_decimal(r->has_high, r->high), "2025");
	assert_int_equal(r->modifier, AV_BETWEEN);
	pipe_run(&pipe, "y 2024 m 6");
	assert_false(pipe.doc.figures.items[0].reading.has_value);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_there_and_back), cmocka_unit_test(thirds),
		cmocka_unit_test(named),	       cmocka_unit_test(relative),
		cmocka_unit_test(without_reference),   cmocka_unit_test(what_cannot_be),
		cmocka_unit_test(year_is_a_value),
	};
	return cmocka_run_group_tests(tests, open_rules, close_rules);
}
