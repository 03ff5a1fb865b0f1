/* SPDX-License-Identifier: MIT
 * A line of JSON Lines as a document. jansson reads it; the texts stay in its tree, so
 * that a record costs no copy. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

#include "inner/limits.h"
#include "inner/read.h"

/* Where `name` of the record is a string, its value. false: it is something else. */
static bool take_text(const json_t *root, const char *name, struct av_str *out)
{
	const json_t *value = json_object_get(root, name);
	*out = av_str_of(NULL, 0);
	if (!value || json_is_null(value))
		return true;
	if (!json_is_string(value))
		return false;
	*out = av_str_of(json_string_value(value), json_string_length(value));
	return true;
}

static bool take_id(const json_t *root, const char *name, struct av_record *out)
{
	const json_t *value = json_object_get(root, name);
	if (!json_is_integer(value))
		return take_text(root, name, &out->id);
	int length = snprintf(out->number, sizeof out->number, "%" JSON_INTEGER_FORMAT,
			      json_integer_value(value));
	out->id = av_str_of(out->number, (size_t)length);
	return true;
}

static bool fail(struct av_buffer *reason, const char *name, const char *what)
{
	av_buffer_printf(reason, "the record's field \"%s\" %s", name, what);
	return false;
}

static bool take_fields(const json_t *root, const struct av_record_fields *fields,
			struct av_record *out, struct av_buffer *reason)
{
	if (!json_is_object(root)) {
		av_buffer_append(reason, AV_STR("the line is JSON but no object; it should look "
						"like {\"id\": \"1\", \"text\": \"...\"}"));
		return false;
	}
	if (!take_id(root, fields->id, out))
		return fail(reason, fields->id, "is neither a string nor an integer");
	if (!take_text(root, fields->text, &out->text))
		return fail(reason, fields->text, "is not a string");
	if (!out->text.at)
		return fail(reason, fields->text,
			    "is missing; give the text there, or name its field with --text-field");
	if (!take_text(root, "lang", &out->lang))
		return fail(reason, "lang", "is not a string");
	if (!take_text(root, "reference", &out->reference))
		return fail(reason, "reference",
			    "is not a string; write the date as \"2024-05-27\"");
	return true;
}

/* Values in a line, as far as its marks outside of strings tell: no fewer than there are. */
static size_t count_values(struct av_str line)
{
	size_t count = 1;
	bool inside = false;
	for (size_t i = 0; i < line.length; i++) {
		char c = line.at[i];
		if (c == '\\' && inside)
			i++;
		else if (c == '"')
			inside = !inside;
		else if (!inside)
			count += c == ',' || c == '[' || c == '{';
	}
	return count;
}

/* A short line can't hold many; nearly all lines are short. */
static bool has_room(struct av_str line, struct av_buffer *reason)
{
	if (line.length < AV_JSON_VALUES_MAX || count_values(line) <= AV_JSON_VALUES_MAX)
		return true;
	av_buffer_printf(reason, "the line holds more than %u JSON values; keep in the record "
				 "only what is needed, as id and text", AV_JSON_VALUES_MAX);
	return false;
}

bool av_record_parse(struct av_str line, const struct av_record_fields *fields,
		     struct av_record *out, struct av_buffer *reason)
{
	json_error_t error;
	*out = (struct av_record){ 0 };
	if (!has_room(line, reason))
		return false;
	json_t *root = json_loadb(line.at, line.length, JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
	out->root = root;
	if (root)
		return take_fields(root, fields, out, reason);
	if (json_error_code(&error) == json_error_out_of_memory)
		reason->failed = true;
	av_buffer_printf(reason, "the line is not JSON: %s (column %d)", error.text, error.column);
	return false;
}

void av_record_free(struct av_record *record)
{
	json_decref(record->root);
	record->root = NULL;
}
