/* SPDX-License-Identifier: MIT
 * Stage 6 on rules of its own: which match wins, values and bounds, units, and what
 * is left out of a range. */
#include "pipe.h"

static const char units[] = "id\tdimension\tfactor\toffset\tsi\tkind\n"
			    "meter\tlength\t1\t\tmeter\n"
			    "kilometer\tlength\t1000\t\tmeter\n"
			    "foot\tlength\t0.3048\t\tmeter\n"
			    "inch\tlength\t0.0254\t\tmeter\n"
			    "second\tduration\t1\t\tsecond\tduration\n"
			    "hour\tduration\t3600\t\tsecond\tduration\n"
			    "month\tduration\t2629746\t\tsecond\tduration\n"
			    "year\tduration\t31556952\t\tsecond\tduration\n"
			    "kelvin\ttemperature\t1\t\tkelvin\n"
			    "celsius\ttemperature\t1\t273.15\tkelvin\n"
			    "percent\tpercent\t1\t\tpercent\tpercent\n"
			    "liter\tvolume\n";
static const char currencies[] = "code\tdigits\nUSD\t2\nCAD\t2\nCNY\t2\nJPY\t0\n";
static const char unit_names[] = "surface\tunit\tfactor\tflags\tlang\n"
				 "m\tmeter\t\tcase\nkm\tkilometer\nft\tfoot\nin\tinch\n"
				 "h\thour\nmonths\tmonth\nyears\tyear\ndegC\tcelsius\n"
				 "%\tpercent\nl\tliter\nhalf-hours\thour\t0.5\n";
static const char currency_names[] =
	"surface\tcode\tfactor\tplace\tflags\tlang\n"
	"$\tUSD\n$\tCAD\t\t\talternative\n"
	"¥\tCNY\t\t\talternative\tzh\n¥\tJPY\t\t\talternative\tja,en\n"
	"cents\tUSD\t0.01\tafter\n";
static const char words[] = "surface\ttag\tvalue\n"
			    "about\tbound\tabout\nover\tbound\tmore_than\nunder\tbound\tless_than\n"
			    "nearly\tbound\tnearly\nrose\tmove\tincrease\n"
			    "dozen\tmany\t12\nto\tto\n";
/* Every rule has to have some; what they say is not looked at here. */
#define TESTS "example x => value 1\nreject y\n"
static const char rules[] =
	"macro pre = (?:<modifier:bound> )?\n"
	"rule plain\nkind number\nmatch {pre}<value:number>\npriority -1\n" TESTS
	"rule unit\nkind quantity\nmatch {pre}<value:number> ?<unit:unit>"
	"(?:/<per:unit>)?\n" TESTS
	"rule range\nkind quantity\n"
	"match <low:number> ?(?:<unit_low:unit>)? <to> <high:number> ?<unit:unit>\n" TESTS
	"rule tail\nkind quantity\n"
	"match <value:number> <unit:unit> <tail:number> <tail_unit:unit>\n" TESTS
	"rule tolerance\nkind quantity\n"
	"match <value:number>±<tolerance:number> ?<unit:unit>\n" TESTS
	"rule money\nkind money\n"
	"match {pre}<unit:currency-before><value:number>(?:/<per:unit>)?\n" TESTS
	"rule money-range\nkind money\n"
	"match <unit_low:currency-before><low:number> <to> "
	"(?:<unit:currency-before>)?<high:number>\n" TESTS
	"rule coins\nkind money\nmatch <value:number> <unit:subunit>\n" TESTS
	"rule move\nkind percent\nmatch <change:move> <value:number> ?<unit:unit percent>\n" TESTS
	"rule tenths\nkind percent\n"
	"match <n:number> tenths\nvalue = n * 10 + 5\nunit = percent\n" TESTS
	"rule power\nkind ratio\nmatch <n:number> doublings\nvalue = 2 ^ n\n" TESTS
	"rule over\nkind ratio\nmatch <a:number>:<b:number>\nvalue = a / b\n" TESTS
	"rule many\nkind count\nmatch <value:many>\n" TESTS
	"rule code\nkind false-friend\nmatch code <number>\n" TESTS
	"rule two\nkind number\nmatch two ways <value:number>\n"
	"alternative ratio\nvalue = value + 1\nunit = percent\n" TESTS;

static struct pipe pipe;

static int open_rules(void **state)
{
	(void)state;
	const struct av_rule_file files[] = {
		pipe_file("t/units.tsv", units),
		pipe_file("t/currencies.tsv", currencies),
		pipe_file("t/unit-names.tsv", unit_names),
		pipe_file("t/currency-names.tsv", currency_names),
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

/* NULL: there is none. */
struct expected {
	const char *text, *kind, *value, *low, *high, *modifier, *unit;
};

static bool same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The text has exactly one figure, the one expected. */
static void check(const struct expected *e)
{
	pipe_run(&pipe, e->text);
	if (pipe.doc.figures.count != 1)
		print_error("`%s` has %u figures\n", e->text, pipe.doc.figures.count);
	assert_int_equal(pipe.doc.figures.count, 1);
	const struct av_reading *r = &pipe.doc.figures.items[0].reading;
	const char *value = pipe_decimal(r->has_value, r->value);
	const char *low = pipe_decimal(r->has_low, r->low);
	const char *high = pipe_decimal(r->has_high, r->high);
	if (!same(value, e->value) || !same(low, e->low) || !same(high, e->high))
		print_error("`%s`: value %s low %s high %s\n", e->text, value ? value : "-",
			    low ? low : "-", high ? high : "-");
	assert_true(same(value, e->value) && same(low, e->low) && same(high, e->high));
	assert_string_equal(av_name_of(&av_kind_names, r->kind), e->kind);
	assert_string_equal(av_name_of(&av_modifier_names, r->modifier), e->modifier);
	assert_text(r->unit_id, e->unit ? e->unit : "");
}

static void values_and_bounds(void **state)
{
	(void)state;
	static const struct expected all[] = {
		{ "42", "number", "42", "42", "42", "exact", NULL },
		{ "about 42", "number", "42", "42", "42", "about", NULL },
		{ "over 42 km", "measure", "42", "42", NULL, "more_than", "kilometer" },
		{ "under 42 km", "measure", "42", NULL, "42", "less_than", "kilometer" },
		{ "nearly 3 h", "duration", "3", NULL, "3", "nearly", "hour" },
		{ "12.9±0.1 m", "measure", "12.9", "12.8", "13", "about", "meter" },
		{ "3 to 5 km", "measure", NULL, "3", "5", "between", "kilometer" },
		{ "3 months to 1 years", "duration", NULL, "3", "12", "between", "month" },
		{ "3 tenths", "percent", "35", "35", "35", "exact", "percent" },
		{ "10 doublings", "ratio", "1024", "1024", "1024", "exact", NULL },
		{ "3:4", "ratio", "0.75", "0.75", "0.75", "exact", NULL },
		{ "dozen", "count", "12", "12", "12", "exact", NULL },
		{ "6 ft 3 in", "measure", "6.25", "6.25", "6.25", "exact", "foot" },
		{ "3 half-hours", "duration", "1.5", "1.5", "1.5", "exact", "hour" },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		check(&all[i]);
}

static void money(void **state)
{
	(void)state;
	static const struct expected all[] = {
		{ "$5", "money", "5", "5", "5", "exact", "USD" },
		{ "over $5", "money", "5", "5", NULL, "more_than", "USD" },
		{ "$5/l", "money", "5", "5", "5", "exact", "USD-per-liter" },
		{ "50 cents", "money", "0.5", "0.5", "0.5", "exact", "USD" },
		{ "$5 to $7", "money", NULL, "5", "7", "between", "USD" },
		{ "$5 to 7", "money", NULL, "5", "7", "between", "USD" },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		check(&all[i]);
	pipe_run(&pipe, "$5");
	assert_int_equal(pipe.doc.figures.items[0].alternative_count, 1);
	assert_text(pipe.doc.alternatives.items[0].unit_id, "CAD");
}

static void language_settles_a_shared_sign(void **state)
{
	(void)state;
	static const struct { struct av_str lang; const char *unit; } all[] = {
		{ { "zh", 2 }, "CNY" }, { { "zh-Hant", 7 }, "CNY" },
		{ { "en", 2 }, "JPY" }, { { "auto", 4 }, "CNY" },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		pipe.doc.lang = all[i].lang;
		pipe_run(&pipe, "¥5");
		assert_text(pipe.doc.figures.items[0].reading.unit_id, all[i].unit);
	}
	pipe.doc.lang = (struct av_str){ 0 };
}

static void si(void **state)
{
	(void)state;
	pipe_run(&pipe, "20 degC");
	const struct av_reading *r = &pipe.doc.figures.items[0].reading;
	assert_string_equal(pipe_decimal(r->has_value, av_unit_to_si(r->si, r->value, false)),
			    "293.15");
	assert_text(r->si->si, "kelvin");
	pipe_run(&pipe, "36 km/h");
	r = &pipe.doc.figures.items[0].reading;
	assert_text(r->unit_id, "kilometer-per-hour");
	double speed = av_decimal_to_double(av_unit_to_si(r->si, r->value, false));
	assert_int_equal((int)(speed * 1000 + 0.5), 10000);
	assert_text(r->si->si, "meter-per-second");
	pipe_run(&pipe, "5 l");
	assert_null(pipe.doc.figures.items[0].reading.si);
}

static void durations(void **state)
{
	(void)state;
	static const struct { const char *text, *iso; } all[] = {
		{ "3 years", "P3Y" },	  { "1.5 years", "P18M" },  { "0.5 years", "P6M" },
		{ "1.3 years", "P1.3Y" }, { "1.5 h", "PT1H30M" },    { "3 to 5 years", "P3Y/P5Y" },
		{ "over 5 years", "P5Y" }, { "3 half-hours", "PT1H30M" }, { "0.5 months", "P0.5M" },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		pipe_run(&pipe, all[i].text);
		assert_int_equal(pipe.doc.figures.count, 1);
		assert_text(pipe.doc.figures.items[0].reading.iso, all[i].iso);
	}
}

static void changes_and_alternatives(void **state)
{
	(void)state;
	pipe_run(&pipe, "rose 5%");
	assert_int_equal(pipe.doc.figures.items[0].reading.change, AV_INCREASE);
	pipe_run(&pipe, "two ways 3");
	assert_int_equal(pipe.doc.figures.items[0].alternative_count, 1);
	const struct av_reading *r = &pipe.doc.alternatives.items[0];
	assert_int_equal(r->kind, AV_RATIO);
	assert_string_equal(pipe_decimal(r->has_value, r->value), "4");
}

static void choice(void **state)
{
	(void)state;
	pipe_run(&pipe, "code 7");
	assert_int_equal(pipe.doc.figures.count, 0);
	/* parts that can't be one thing are two figures */
	pipe_run(&pipe, "25 % to 34 m");
	assert_int_equal(pipe.doc.figures.count, 2);
	pipe_run(&pipe, "1 m 1 m");
	assert_int_equal(pipe.doc.figures.count, 2);
	/* nothing divides by zero */
	pipe_run(&pipe, "3:0");
	assert_int_equal(pipe.doc.figures.count, 0);
	for (uint32_t i = 1; i < pipe.doc.figures.count; i++)
		assert_true(pipe.doc.figures.items[i - 1].span.end <=
			    pipe.doc.figures.items[i].span.start);
}

/* A sentence as long as one can be, with a figure every few bytes. */
static void many_matches(void **state)
{
	(void)state;
	char text[4000];
	size_t length = 0;
	while (length + 8 < sizeof text) {
		memcpy(text + length, "3 km, ", 6);
		length += 6;
	}
	text[length] = 0;
	pipe_run(&pipe, text);
	assert_int_equal(pipe.doc.figures.count, length / 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_and_bounds),
		cmocka_unit_test(money),
		cmocka_unit_test(language_settles_a_shared_sign),
		cmocka_unit_test(si),
		cmocka_unit_test(durations),
		cmocka_unit_test(changes_and_alternatives),
		cmocka_unit_test(choice),
		cmocka_unit_test(many_matches),
	};
	return cmocka_run_group_tests(tests, open_rules, close_rules);
}
