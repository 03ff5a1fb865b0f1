/* SPDX-License-Identifier: MIT
 * The record writer: byte for byte what jansson prints for the same record, whatever
 * the text and the numbers are; places, classes, filters. Docs are built by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

#include "inner/stage.h"

#define AS_JANSSON (JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15))

struct bench {
	struct av_rule rule;
	struct av_rules rules;
	struct av_doc doc;
	void *emit;
};

static struct av_str str(const char *text)
{
	return av_str_of(text, strlen(text));
}

static struct av_decimal decimal(const char *text)
{
	struct av_decimal value;
	assert_true(av_decimal_parse(str(text), &value));
	return value;
}

static void setup(struct bench *b, const char *text)
{
	memset(b, 0, sizeof *b);
	b->rule.name = str("en/money/before");
	b->rules.rules.items = &b->rule;
	b->rules.rules.count = 1;
	b->doc.id = str("a \"b\"\\.txt");
	b->doc.bytes = b->doc.source = str(text);
	b->doc.source_line = b->doc.source_column = 1;
	b->doc.first_block = b->doc.last_block = true;
	av_buffer_append(&b->doc.text, b->doc.source);
	struct av_sentence *sentence = av_list_push(&b->doc.sentences);
	sentence->span = (struct av_span){ 0, (uint32_t)b->doc.source.length };
	sentence->turn = AV_NONE;
	assert_int_equal(av_stage_emit.open(&b->rules, &b->emit), AVER_OK);
}

static void teardown(struct bench *b)
{
	av_stage_emit.close(b->emit);
	av_doc_free(&b->doc);
}

static struct av_figure *add_figure(struct bench *b, const char *text)
{
	const char *at = strstr(b->doc.source.at, text);
	assert_non_null(at);
	struct av_figure *figure = av_list_push(&b->doc.figures);
	figure->span.start = (uint32_t)(at - b->doc.source.at);
	figure->span.end = figure->span.start + (uint32_t)strlen(text);
	figure->reading.unit = AV_NONE;
	struct av_claim *claim = av_list_push(&b->doc.claims);
	claim->when = AV_NONE;
	claim->confidence = 0.875f;
	return figure;
}

static void set_value(struct av_figure *figure, const char *value)
{
	struct av_reading *r = &figure->reading;
	r->has_value = r->has_low = r->has_high = true;
	r->value = r->low = r->high = decimal(value);
}

/* Runs the stage; the output as text that the caller frees. */
static char *emit(struct bench *b)
{
	b->doc.output.length = 0;
	assert_int_equal(av_stage_emit.run(b->emit, &b->rules, &b->doc), AVER_OK);
	av_buffer_append_char(&b->doc.output, '\0');
	b->doc.output.length--;
	return b->doc.output.length ? strdup(b->doc.output.at) : strdup("");
}

/* Each line of the output, read and printed by jansson, is the same line. */
static void same_as_jansson(struct bench *b)
{
	char *output = emit(b), *line = output, *rest;
	for (; *line; line = rest + 1) {
		json_error_t error;
		rest = strchr(line, '\n');
		assert_non_null(rest);
		*rest = '\0';
		json_t *record = json_loads(line, 0, &error);
		if (!record)
			fail_msg("%s: %s", error.text, line);
		char *printed = json_dumps(record, AS_JANSSON);
		assert_string_equal(line, printed);
		free(printed);
		json_decref(record);
	}
	free(output);
}

static json_t *first_record(struct bench *b)
{
	char *output = emit(b), *end = strchr(output, '\n');
	assert_non_null(end);
	*end = '\0';
	json_t *record = json_loads(output, 0, NULL);
	assert_non_null(record);
	free(output);
	return record;
}

static const char *string_of(const json_t *record, const char *key)
{
	const char *value = json_string_value(json_object_get(record, key));
	return value ? value : "(null)";
}

static void strings_are_as_jansson_prints_them(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"plain 7 text",
		"tab\t7 \"quoted\" back\\slash / and \b\f\n\r controls \001\037\177",
		"\xE5\xBE\x90\xE5\x86\xB0\xE8\xA1\xA8\xE7\xA4\xBA 7\xE5\x80\x8D \xF0\x9F\x98\x80",
		"7", "1234567\"", "12345678\"", "\"234567\n9 7 012345678901234567890",
	};
	for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct bench b;
		setup(&b, texts[i]);
		set_value(add_figure(&b, "7"), "7");
		same_as_jansson(&b);
		teardown(&b);
	}
}

static void numbers_are_as_jansson_prints_them(void **state)
{
	(void)state;
	static const char *const numbers[] = {
		"0", "7", "-7", "45000", "2000000000000", "175000000000", "0.5", "-0.5", "3.14159",
		"0.0001", "0.00001234", "123456789012345", "999999999999999", "100000000000000000",
		"1e18", "1e19", "1.5e21", "2.5e-7", "1e300", "1e-300", "12345.6789", "0.1", "0.7",
		"1234567.89012345", "99999999.9999999",
	};
	for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct bench b;
		setup(&b, "just 7");
		set_value(add_figure(&b, "7"), numbers[i]);
		json_t *record = first_record(&b);
		double got = json_number_value(json_object_get(record, "value"));
		assert_true(got == strtod(numbers[i], NULL));
		assert_null(json_object_get(record, "exact"));
		json_decref(record);
		same_as_jansson(&b);
		teardown(&b);
	}
}

/* The double of the text, and the text itself where a double would round it. */
static void long_numbers_say_what_is_exact(void **state)
{
	(void)state;
	static const struct { const char *number; bool exact; } rows[] = {
		{ "0.3333333333333333", false }, { "12345678901234567890", true },
		{ "0.12345678901234567890123", true }, { "9007199254740993", true },
		{ "123456789012345678", true }, { "1.7976931348623157e308", false },
	};
	for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bench b;
		setup(&b, "just 7");
		set_value(add_figure(&b, "7"), rows[i].number);
		json_t *record = first_record(&b);
		double got = json_number_value(json_object_get(record, "value"));
		assert_true(got == strtod(rows[i].number, NULL));
		assert_int_equal(json_object_get(record, "exact") != NULL, rows[i].exact);
		json_decref(record);
		teardown(&b);
	}
}

/* What no double holds is told as text alone. */
static void numbers_beyond_doubles_are_text(void **state)
{
	(void)state;
	struct bench b;
	setup(&b, "just 7");
	set_value(add_figure(&b, "7"), "1e400");
	json_t *record = first_record(&b);
	assert_null(json_object_get(record, "value"));
	assert_string_equal(string_of(record, "exact"), "1e+400");
	json_decref(record);
	teardown(&b);
}

static const struct av_unit kilogram = { .si = { "kilogram", 8 },
					 .factor = { .coefficient = 24691224691357825,
						     .exponent = -12 } };

static void fill_everything(struct bench *b)
{
	struct av_figure *figure = add_figure(b, "$5");
	struct av_claim *claim = &b->doc.claims.items[0];
	struct av_reading *r = &figure->reading;
	set_value(figure, "5");
	r->kind = AV_MONEY;
	r->modifier = AV_ABOUT;
	r->unit_id = str("USD");
	r->si = &kilogram;
	r->per = str("week");
	r->iso = str("P1Y");
	r->calendar = str("chinese");
	figure->unit_text = (struct av_span){ figure->span.start, figure->span.start + 1 };
	figure->alternative_count = 2;
	for (int i = 0; i < 2; i++) {
		struct av_reading *other = av_list_push(&b->doc.alternatives);
		*other = *r;
		other->unit_id = str("AUD");
	}
	*claim = (struct av_claim){ .counted = { 0, 3 }, .subject = { 0, 4 }, .about = { 4, 7 },
				    .speaker = { 0, 2 }, .speaker_cue = { 2, 4 },
				    .attribution = AV_REPORTED, .certainty = AV_PREDICTED,
				    .certainty_cue = { 0, 4 }, .negated = true,
				    .change = AV_INCREASE, .when = 1, .confidence = 1.0f };
	struct av_figure *date = add_figure(b, "2024");
	date->reading.kind = AV_PERIOD;
	date->reading.iso = str("2024-01/2024-12");
}

static void all_fields_are_as_jansson_prints_them(void **state)
{
	(void)state;
	struct bench b;
	setup(&b, "abcd efg rose $5 in 2024");
	fill_everything(&b);
	same_as_jansson(&b);
	json_t *record = first_record(&b);
	assert_string_equal(string_of(record, "change"), "increase");
	assert_string_equal(string_of(record, "class"), "comparison");
	assert_string_equal(string_of(json_object_get(record, "when"), "start"), "2024-01");
	assert_string_equal(string_of(json_object_get(record, "when"), "end"), "2024-12");
	assert_int_equal(json_array_size(json_object_get(record, "alternatives")), 2);
	json_decref(record);
	teardown(&b);
}

static void lines_and_columns_count_code_points(void **state)
{
	(void)state;
	struct bench b;
	setup(&b, "\xE5\xBE\x90 1\n\n\xE5\x86\xB0\xE5\x86\xB0 2 3");
	b.doc.source_line = 10;
	b.doc.source_column = 5;
	add_figure(&b, "1");
	add_figure(&b, "2");
	add_figure(&b, "3");
	char *output = emit(&b);
	assert_non_null(strstr(output, "\"line\":10,\"column\":7"));
	assert_non_null(strstr(output, "\"line\":12,\"column\":4"));
	assert_non_null(strstr(output, "\"line\":12,\"column\":6"));
	free(output);
	teardown(&b);
}

static void ids_are_stable_and_differ(void **state)
{
	(void)state;
	struct bench b;
	setup(&b, "1 and 1");
	add_figure(&b, "1");
	json_t *first = first_record(&b), *again = first_record(&b);
	assert_string_equal(string_of(first, "id"), string_of(again, "id"));
	json_decref(again);
	b.doc.figures.items[0].span = (struct av_span){ 6, 7 };
	json_t *other = first_record(&b);
	assert_string_not_equal(string_of(first, "id"), string_of(other, "id"));
	json_decref(first);
	json_decref(other);
	teardown(&b);
}

static void kinds_and_confidence_filter(void **state)
{
	(void)state;
	struct bench b;
	setup(&b, "1 and 2");
	add_figure(&b, "1")->reading.kind = AV_PERCENT;
	add_figure(&b, "2")->reading.kind = AV_COUNT;
	b.doc.kinds = 1u << AV_COUNT;
	json_t *record = first_record(&b);
	assert_string_equal(string_of(record, "text"), "2");
	json_decref(record);
	b.doc.min_confidence = 0.9;
	char *output = emit(&b);
	assert_string_equal(output, "");
	free(output);
	teardown(&b);
}

/* base[gloss]s: the gloss is made of nothing, and stays out of phrases. */
static void phrases_leave_out_what_was_dropped(void **state)
{
	(void)state;
	struct bench b;
	setup(&b, "ab(xy)cd  ef 7");
	add_figure(&b, "7")->span = (struct av_span){ 7, 8 };
	b.doc.text.length = 0;
	av_buffer_append(&b.doc.text, str("abcdef 7"));
	const struct av_map_run runs[] = { { 0, 0 }, { 2, 2 }, { 2, 6 }, { 4, 8 }, { 4, 10 } };
	for (unsigned i = 0; i < 5; i++)
		assert_true(av_map_add(&b.doc.map, runs[i].made, runs[i].from));
	av_map_close(&b.doc.map, 8, 14);
	b.doc.sentences.items[0].span.end = 8;
	b.doc.claims.items[0].counted = (struct av_span){ 0, 6 };
	json_t *record = first_record(&b);
	assert_string_equal(string_of(record, "counted"), "abcd ef");
	assert_string_equal(string_of(record, "text"), "7");
	json_decref(record);
	teardown(&b);
}

static void marked_shows_the_whole_text(void **state)
{
	(void)state;
	struct bench b;
	setup(&b, "pay $5 now\033[2J\n");
	add_figure(&b, "$5")->reading.kind = AV_MONEY;
	b.doc.format = AV_FORMAT_MARKED;
	char *output = emit(&b);
	assert_string_equal(output, "pay \033[1;32m$5\033[0m now[2J\n");
	free(output);
	teardown(&b);
}

static void every_stage_can_be_shown(void **state)
{
	(void)state;
	static const char *const stages[] = { "read", "normalise", "segment", "tokenise",
					      "match", "resolve", "relate", "emit" };
	for (unsigned i = 0; i < sizeof stages / sizeof *stages; i++) {
		struct bench b;
		setup(&b, "abcd efg rose $5 in 2024");
		fill_everything(&b);
		assert_int_equal(av_emit_stage(&b.rules, &b.doc, stages[i]), AVER_OK);
		char *line = b.doc.output.at, *end = line + b.doc.output.length;
		while (line && line < end) {
			char *next = memchr(line, '\n', (size_t)(end - line));
			assert_non_null(next);
			json_t *shown = json_loadb(line, (size_t)(next - line), 0, NULL);
			assert_non_null(shown);
			json_decref(shown);
			line = next + 1;
		}
		teardown(&b);
	}
	struct bench b;
	setup(&b, "x");
	assert_int_equal(av_emit_stage(&b.rules, &b.doc, "no"), AVER_BAD_ARGUMENT);
	teardown(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_are_as_jansson_prints_them),
		cmocka_unit_test(numbers_are_as_jansson_prints_them),
		cmocka_unit_test(long_numbers_say_what_is_exact),
		cmocka_unit_test(numbers_beyond_doubles_are_text),
		cmocka_unit_test(all_fields_are_as_jansson_prints_them),
		cmocka_unit_test(lines_and_columns_count_code_points),
		cmocka_unit_test(ids_are_stable_and_differ),
		cmocka_unit_test(kinds_and_confidence_filter),
		cmocka_unit_test(phrases_leave_out_what_was_dropped),
		cmocka_unit_test(marked_shows_the_whole_text),
		cmocka_unit_test(every_stage_can_be_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
