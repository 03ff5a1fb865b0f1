/* SPDX-License-Identifier: MIT
 * Runs the examples of rules: as written, and in Traditional, Simplified and full-width
 * characters where that changes them. */
#include "rule_test.h"

#include <jansson.h>
#include <stdio.h>

#include "inner/diag.h"
#include "inner/fold.h"

/* --- One text ------------------------------------------------------------------------------- */

static struct av_str field_of(const json_t *record, const char *name)
{
	const json_t *value = json_object_get(record, name);
	return json_is_string(value)
		       ? av_str_of(json_string_value(value), json_string_length(value))
		       : av_str_of("", 0);
}

/* The first record by that rule, or, where the example names a kind, of that kind. */
static json_t *find_record(struct av_str lines, const struct av_example *example)
{
	struct av_str line, kind = expect_field(example->expected, AV_STR("kind"));
	while (av_str_cut(&lines, '\n', &line)) {
		json_t *record = json_loadb(line.at, line.length, 0, NULL);
		if (!record)
			continue;
		if (kind.length ? av_str_equal(field_of(record, "kind"), kind)
				: av_str_equal(field_of(record, "rule"), example->rule))
			return record;
		json_decref(record);
	}
	return NULL;
}

static void tell_records(struct av_str lines, struct av_buffer *why)
{
	struct av_str line;
	bool any = false;
	while (av_str_cut(&lines, '\n', &line)) {
		json_t *record = json_loadb(line.at, line.length, 0, NULL);
		struct av_str rule = field_of(record, "rule"), text = field_of(record, "text");
		if (record)
			av_buffer_printf(why, "%s%.*s finds `%.*s`", any ? ", " : "",
					 (int)rule.length, rule.at, (int)text.length, text.at);
		any |= record != NULL;
		json_decref(record);
	}
	if (!any)
		av_buffer_append(why, AV_STR("nothing is found"));
}

static bool matches_rule(const struct pipeline *p, struct av_str rule)
{
	for (uint32_t i = 0; i < p->doc.matches.count; i++)
		if (av_str_equal(p->rules->rules.items[p->doc.matches.items[i].rule].name, rule))
			return true;
	return false;
}

/* What is expected to be found. */
static bool check_found(const struct pipeline *p, const struct av_example *example, bool folded,
			struct av_buffer *why)
{
	struct av_str lines = av_buffer_str(&p->doc.output);
	if (example->expected.length == 0) { /* a false friend's: it matches, nothing is found */
		if (matches_rule(p, example->rule) && lines.length == 0)
			return true;
		tell_records(lines, why);
		return false;
	}
	json_t *record = find_record(lines, example);
	if (!record) {
		av_buffer_append(why, AV_STR("the rule gives no record: "));
		tell_records(lines, why);
		return false;
	}
	bool fine = expect_record(record, example->expected, folded, why);
	json_decref(record);
	return fine;
}

static bool check_rejected(const struct pipeline *p, const struct av_example *example,
			   struct av_buffer *why)
{
	struct av_str lines = av_buffer_str(&p->doc.output);
	json_t *record = NULL;
	bool found = false;
	if (example->kind == AV_FALSE_FRIEND || example->kind == AV_HEADER)
		found = matches_rule(p, example->rule);
	else
		record = find_record(lines, example);
	if (!found && !record)
		return true;
	struct av_str text = field_of(record, "text");
	av_buffer_printf(why, "the rule must find nothing here, and finds `%.*s`", (int)text.length,
			 text.at);
	json_decref(record);
	return false;
}

static void print_failure(const struct av_example *example, const char *form, struct av_str why)
{
	struct av_diag diag = { 0 };
	struct av_buffer text = { 0 };
	av_diag_add(&diag, AV_ERROR, example->file, example->line, example->line_text,
		    example->start, example->end, "%.*s (%s): %.*s", (int)example->rule.length,
		    example->rule.at, form, (int)why.length, why.at);
	av_diag_print_all(&diag, &text);
	fwrite(text.at, 1, text.length, stdout);
	av_buffer_free(&text);
	av_diag_free(&diag);
}

static bool check(const struct pipeline *p, const struct av_example *example, bool folded,
		  struct av_buffer *why)
{
	why->length = 0;
	return example->type == AV_REJECT ? check_rejected(p, example, why)
					  : check_found(p, example, folded, why);
}

static void count(struct rule_tally *tally, const struct av_example *example,
		  const char *form, bool fine, struct av_buffer *why)
{
	if (example->type == AV_KNOWN_FAILURE && !fine) {
		tally->known++;
		return;
	}
	bool good = fine && example->type != AV_KNOWN_FAILURE;
	tally->passed += good;
	tally->failed += !good;
	if (!good && fine)
		av_buffer_append(why, AV_STR("this passes now: make the line an `example`"));
	if (!good)
		print_failure(example, form, av_buffer_str(why));
}

enum aver_status rule_test(struct pipeline *p, const struct av_example *example,
			   struct rule_tally *tally)
{
	struct av_buffer text = { 0 }, why = { 0 };
	enum aver_status status = AVER_OK;
	unsigned most = example->type == AV_KNOWN_FAILURE ? 1 : AV_FORMS;
	for (unsigned i = 0; i < most && status == AVER_OK; i++) {
		text.length = 0;
		av_form_write(&text, example->text, i);
		if (i > 0 && av_str_equal(av_buffer_str(&text), example->text))
			continue;
		status = text.failed ? AVER_NO_MEMORY : pipeline_run(p, av_buffer_str(&text));
		if (status == AVER_OK)
			count(tally, example, av_form_names[i], check(p, example, i > 0, &why),
			      &why);
	}
	av_buffer_free(&text);
	av_buffer_free(&why);
	return status;
}
