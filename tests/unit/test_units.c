/* SPDX-License-Identifier: MIT
 * The tables of units: that the built-in ones hold together, that every name in them
 * leads to its unit, and that the loader sees mistakes. */
#include "pipe.h"

static struct av_rules *built_in;

static int open_built_in(void **state)
{
	(void)state;
	struct av_rule_sources sources = { 0 };
	struct av_diag diag = { 0 };
	if (av_rules_compile(&sources, &diag, &built_in) != AVER_OK)
		pipe_say(&diag);
	av_diag_free(&diag);
	return built_in ? 0 : -1;
}

static int close_built_in(void **state)
{
	(void)state;
	av_rules_release(built_in);
	return 0;
}

static const struct av_unit *unit_named(const char *id)
{
	int unit = av_rules_unit(built_in, av_str_of(id, strlen(id)));
	if (unit < 0)
		print_error("no unit `%s`\n", id);
	assert_true(unit >= 0);
	return &built_in->units.items[unit];
}

static void every_unit_holds_together(void **state)
{
	(void)state;
	assert_true(built_in->units.count > 700);
	for (uint32_t i = 0; i < built_in->units.count; i++) {
		const struct av_unit *unit = &built_in->units.items[i];
		assert_int_equal(av_rules_unit(built_in, unit->id), i);
		assert_true(unit->dimension.length && unit->kind < AV_KINDS);
		assert_false(av_decimal_is_zero(unit->factor));
		if (!unit->si.length)
			continue;
		int si = av_rules_unit(built_in, unit->si);
		assert_true(si >= 0);
		const struct av_unit *base = &built_in->units.items[si];
		assert_true(av_str_equal(base->dimension, unit->dimension));
		assert_int_equal(av_decimal_compare(base->factor, av_decimal_of(1)), 0);
		assert_true(av_str_equal(base->si, base->id));
	}
	assert_int_equal(av_rules_unit(built_in, AV_STR("no-such-unit")), -1);
}

static void known_factors(void **state)
{
	(void)state;
	static const struct { const char *id; double factor; } all[] = {
		{ "mile", 1609.344 },	       { "jin", 0.5 },
		{ "mu", 2000 / 3.0 },	       { "kilowatt-hour", 3.6e6 },
		{ "kilometer-per-hour", 1 / 3.6 }, { "fahrenheit", 5 / 9.0 },
		{ "gigabyte", 8e9 },	       { "kibibyte", 8192 },
		{ "barrel", 0.158987294928 },  { "horsepower", 745.69987158227022 },
		{ "light-year", 9460730472580800 }, { "basis-point", 0.01 },
		{ "year", 31556952 },	       { "gallon", 0.003785411784 },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		double got = av_decimal_to_double(unit_named(all[i].id)->factor);
		double off = got / all[i].factor - 1;
		if (off > 1e-12 || off < -1e-12)
			print_error("%s: %.17g\n", all[i].id, got);
		assert_true(off < 1e-12 && off > -1e-12);
	}
	assert_string_equal(pipe_decimal(true, unit_named("celsius")->offset), "273.15");
}

/* A name must find a lexeme of that unit; case as in the table. */
static void names_lead_to_units(void **state)
{
	(void)state;
	static const struct { const char *surface, *unit; } all[] = {
		{ "MW", "megawatt" },	 { "mW", "milliwatt" },	  { "MB", "megabyte" },
		{ "Mb", "megabit" },	 { "公里", "kilometer" },
		{ "km/h", "kilometer-per-hour" },
		{ "吨", "tonne" },	 { "斤", "jin" },	  { "个月", "month" },
		{ "percentage points", "percentage-point" },	  { "bps", "basis-point" },
		{ "℃", "celsius" },	 { "㎡", "square-meter" }, { "%", "percent" },
		{ "metres", "meter" },	 { "litres", "liter" },	  { "倍", "times" },
		{ "个百分点", "percentage-point" }, { "度电", "kilowatt-hour" },
		{ "美元", "USD" },	 { "人民币", "CNY" },
		{ "pounds sterling", "GBP" },
		{ "euros", "EUR" },	 { "$", "USD" },	  { "港币", "HKD" },
		{ "finnish markka", "FIM" }, { "bitcoin", "BTC" }, { "cents", "USD" },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct av_str surface = av_str_of(all[i].surface, strlen(all[i].surface));
		uint32_t end = 0, entry = av_lexicon_find(built_in, surface, 0, &end);
		if (entry == UINT32_MAX || end != surface.length)
			print_error("`%s` is not found\n", all[i].surface);
		assert_true(entry != UINT32_MAX);
		assert_int_equal(end, surface.length);
		const struct av_entry *e = &built_in->entries.items[entry];
		bool found = false;
		for (uint32_t k = 0; k < e->lexeme_count; k++) {
			const struct av_lexeme *l = &built_in->lexemes.items[e->first_lexeme + k];
			found |= av_str_equal(av_rules_text(built_in, l->value),
					      av_str_of(all[i].unit, strlen(all[i].unit)));
		}
		if (!found)
			print_error("`%s` is no %s\n", all[i].surface, all[i].unit);
		assert_true(found);
	}
}

static void every_name_has_its_tags(void **state)
{
	(void)state;
	uint32_t names = 0;
	for (uint32_t i = 0; i < built_in->lexemes.count; i++) {
		const struct av_lexeme *lexeme = &built_in->lexemes.items[i];
		if (lexeme->tag != AV_TAG_UNIT && lexeme->tag != AV_TAG_CURRENCY)
			continue;
		names++;
		assert_true(lexeme->unit < built_in->units.count);
		const struct av_unit *unit = &built_in->units.items[lexeme->unit];
		assert_true(av_str_equal(av_rules_text(built_in, lexeme->value), unit->id));
		assert_false(av_decimal_is_zero(lexeme->number));
		assert_int_equal(lexeme->tag == AV_TAG_CURRENCY, unit->kind == AV_MONEY);
	}
	assert_true(names > 3000);
}

/* --- mistakes ----------------------------------------------------------------------------- */

#define UNITS "id\tdimension\tfactor\toffset\tsi\tkind\nmeter\tlength\t1\t\tmeter\n" \
	      "second\tduration\t1\t\tsecond\tduration\n" \
	      "hour\tduration\t3600\t\tsecond\tduration\n" \
	      "meter-per-second\tspeed\t1\t\tmeter-per-second\n"
#define NAMES "surface\tunit\tfactor\tflags\nm\tmeter\n"

static void loader_sees_mistakes(void **state)
{
	(void)state;
	static const struct { const char *units, *names, *message; } all[] = {
		{ UNITS "kilometer\tlength\t100\t\tmeter\n", NAMES, "is 1000 times its SI unit" },
		{ UNITS "meter-per-hour\tspeed\t1\t\tmeter-per-second\n", NAMES, "by its parts" },
		{ UNITS "meter\tlength\t1\t\tmeter\n", NAMES, "listed twice" },
		{ UNITS "mile\tlength\t1609\t\tmetre\n", NAMES, "unknown unit `metre`" },
		{ UNITS "mile\tlength\t1609\t\tsecond\n", NAMES, "is a unit of duration" },
		{ UNITS "mile\tlength\t1609\t\thour\n", NAMES, "unit of" },
		{ UNITS "day\tduration\t24\t\thour\n", NAMES, "no base unit" },
		{ UNITS "mile\tlength\tmuch\t\tmeter\n", NAMES, "no decimal" },
		{ UNITS "mile\tlength\t0\t\tmeter\n", NAMES, "can't be 0" },
		{ UNITS "mile\tlength\t5\n", NAMES, "has the factor 1" },
		{ UNITS "mile\tlength\t1609\t\tmeter\tlong\n", NAMES, "no kind" },
		{ UNITS, NAMES "mm\tmetre\n", "unknown unit `metre`, did you mean `meter`?" },
		{ UNITS, NAMES "m\tmeter\n", "twice" },
		{ UNITS, NAMES "mm\tmeter\t1\tcases\n", "unknown flag" },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		const struct av_rule_file files[] = { pipe_file("t/units.tsv", all[i].units),
						      pipe_file("t/unit-names.tsv", all[i].names) };
		struct av_rule_sources sources = { .files = files, .file_count = 2,
						   .only_files = true };
		struct av_diag diag = { 0 };
		struct av_buffer out = { 0 };
		struct av_rules *rules = NULL;
		assert_int_equal(av_rules_compile(&sources, &diag, &rules), AVER_BAD_RULES);
		av_diag_print_all(&diag, &out);
		av_buffer_append_char(&out, 0);
		if (!strstr(out.at, all[i].message))
			print_error("no `%s` in: %s\n", all[i].message, out.at);
		assert_non_null(strstr(out.at, all[i].message));
		av_buffer_free(&out);
		av_diag_free(&diag);
	}
}

static void weak_names_give_way(void **state)
{
	(void)state;
	const struct av_rule_file files[] = {
		pipe_file("t/units.tsv", UNITS),
		pipe_file("a/unit-names.tsv", "surface\tunit\tflags\npace\thour\tweak\n"
					      "step\thour\tweak\nleg\tmeter\tweak\n"),
		pipe_file("b/unit-names.tsv", "surface\tunit\npace\tmeter\nstep\t-\n"),
	};
	struct av_rule_sources sources = { .files = files, .file_count = 3, .only_files = true };
	struct av_diag diag = { 0 };
	struct av_rules *rules = NULL;
	assert_int_equal(av_rules_compile(&sources, &diag, &rules), AVER_OK);
	const struct av_lexeme *pace = av_entry_lexeme(
		rules, av_lexicon_exact(rules, AV_STR("pace")), AV_TAG_UNIT);
	assert_text(av_rules_text(rules, pace->value), "meter");
	assert_int_equal(av_lexicon_exact(rules, AV_STR("step")), UINT32_MAX);
	assert_true(av_lexicon_exact(rules, AV_STR("leg")) != UINT32_MAX);
	av_rules_release(rules);
	av_diag_free(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_unit_holds_together), cmocka_unit_test(known_factors),
		cmocka_unit_test(names_lead_to_units),
		cmocka_unit_test(every_name_has_its_tags),
		cmocka_unit_test(loader_sees_mistakes),
		cmocka_unit_test(weak_names_give_way),
	};
	return cmocka_run_group_tests(tests, open_built_in, close_built_in);
}
