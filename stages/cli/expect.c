/* SPDX-License-Identifier: MIT
 * What an example expects of a record: `value 0.5, unit percent`. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "inner/fold.h"
#include "rule_test.h"

/* The record's fields: a comma ends a value only where one of these follows. */
static const char *const fields[] = {
	"kind",	     "class",	  "text",    "start",	 "end",	  "line",     "column",	 "value",
	"low",	     "high",	  "exact",   "modifier", "unit",  "unit_text", "si",	 "counted",
	"per",	     "change",	  "subject", "about",	 "speaker", "attribution", "certainty",
	"negated",   "cue",	  "when",    "sentence", "rule",  "confidence", "iso",
	"calendar",
};

static bool is_field(struct av_str word)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (av_str_equal(word, av_str_of(fields[i], strlen(fields[i]))))
			return true;
	return false;
}

static struct av_str first_word(struct av_str s)
{
	const char *space = memchr(s.at, ' ', s.length);
	return space ? av_str_of(s.at, (size_t)(space - s.at)) : s;
}

/* Cuts `FIELD VALUE` off the front. */
static bool cut(struct av_str *rest, struct av_str *field, struct av_str *value)
{
	*rest = av_str_trim(*rest);
	if (rest->length == 0)
		return false;
	size_t end = 0;
	for (; end < rest->length; end++) {
		if (rest->at[end] != ',')
			continue;
		struct av_str after =
			av_str_trim(av_str_of(rest->at + end + 1, rest->length - end - 1));
		if (is_field(first_word(after)))
			break;
	}
	struct av_str part = av_str_trim(av_str_of(rest->at, end));
	*field = first_word(part);
	*value = av_str_trim(av_str_of(part.at + field->length, part.length - field->length));
	end += end < rest->length;
	*rest = av_str_of(rest->at + end, rest->length - end);
	return true;
}

struct av_str expect_field(struct av_str expected, struct av_str name)
{
	struct av_str field, value;
	while (cut(&expected, &field, &value))
		if (av_str_equal(field, name))
			return value;
	return av_str_of("", 0);
}

static bool same_text(struct av_str a, struct av_str b, bool folded)
{
	struct av_arena arena = { 0 };
	struct av_str x = folded ? av_fold_str(&arena, a) : a,
		      y = folded ? av_fold_str(&arena, b) : b;
	bool same = av_str_equal(x, y);
	av_arena_free(&arena);
	return same;
}

/* Doubles, as the record has them, are told apart from the 16th digit on. */
static bool same_number(double is, struct av_str wanted)
{
	char text[64];
	if (wanted.length == 0 || wanted.length >= sizeof text)
		return false;
	memcpy(text, wanted.at, wanted.length);
	text[wanted.length] = '\0';
	char *end;
	double value = strtod(text, &end);
	return *end == '\0' && fabs(value - is) <= 4e-16 * fabs(value);
}

static bool same_value(const json_t *is, struct av_str wanted, bool folded)
{
	if (!is || json_is_null(is))
		return av_str_equal(wanted, AV_STR("null"));
	if (json_is_number(is))
		return same_number(json_number_value(is), wanted);
	if (json_is_boolean(is))
		return av_str_equal(wanted, json_is_true(is) ? AV_STR("true") : AV_STR("false"));
	if (json_is_object(is)) /* when, sentence: their text; when: or its date */
		return same_value(json_object_get(is, "text"), wanted, folded) ||
		       same_value(json_object_get(is, "iso"), wanted, folded);
	if (!json_is_string(is))
		return false;
	return same_text(av_str_of(json_string_value(is), json_string_length(is)), wanted, folded);
}

static void tell(struct av_buffer *why, const char *name, const json_t *is, struct av_str wanted)
{
	char *text = is ? json_dumps(is, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
	av_buffer_printf(why, "%s%s is %s, not %.*s", why->length ? "; " : "", name,
			 text ? text : "absent", (int)wanted.length, wanted.at);
	free(text);
}

bool expect_record(const struct json_t *record, struct av_str expected, bool folded,
		   struct av_buffer *why)
{
	struct av_str field, value;
	while (cut(&expected, &field, &value)) {
		char name[32] = "";
		if (field.length < sizeof name)
			memcpy(name, field.at, field.length);
		if (!is_field(field)) {
			av_buffer_printf(why, "%sa record has no field `%.*s`",
					 why->length ? "; " : "", (int)field.length, field.at);
			continue;
		}
		const json_t *is = json_object_get(record, name);
		if (!same_value(is, value, folded))
			tell(why, name, is, value);
	}
	return why->length == 0;
}
