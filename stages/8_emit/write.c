/* SPDX-License-Identifier: MIT
 * The sorts of values that a record's fields have. */
#include "write.h"

void av_write_text(struct emitter *e, struct av_str key, struct av_str text)
{
	if (!text.length)
		return;
	av_json_key(e->out, key);
	av_json_text(e->out, text);
}

void av_write_phrase(struct emitter *e, struct av_str key, struct av_span span)
{
	if (span.start < span.end)
		av_write_text(e, key, av_phrase_text(e, span));
}

void av_write_word(struct emitter *e, struct av_str key, const struct av_names *names,
		   unsigned value)
{
	av_json_key(e->out, key);
	av_json_name(e->out, av_name_of(names, value));
}

static void print(struct printed *last, const struct av_decimal *value)
{
	struct av_buffer text = { last->text, 0, sizeof last->text, false };
	av_json_decimal(&text, *value);
	last->value = *value;
	last->length = text.length;
}

void av_write_again(struct emitter *e, struct printed *last, struct av_str key,
		    const struct av_decimal *value)
{
	if (!last->length || !av_decimal_same(&last->value, value))
		print(last, value);
	av_json_key(e->out, key);
	av_json_raw(e->out, av_str_of(last->text, last->length));
}

void av_write_number(struct emitter *e, struct av_str key, bool has,
		     const struct av_decimal *value)
{
	if (has && av_json_can_hold(value))
		av_write_again(e, &e->printed, key, value);
}

void av_write_count(struct emitter *e, struct av_str key, uint64_t value)
{
	av_json_key(e->out, key);
	av_json_unsigned(e->out, value);
}

static const struct av_str start_key = KEY(",\"start\":"), end_key = KEY(",\"end\":"),
			   open_text = KEY("{\"text\":"), closing = KEY("}");

void av_write_place(struct emitter *e, struct av_str text, struct av_source_span at)
{
	av_json_key(e->out, open_text);
	av_json_text(e->out, text);
	av_write_count(e, start_key, at.start);
	av_write_count(e, end_key, at.end);
	av_json_key(e->out, closing);
}

void av_write_cue(struct emitter *e, struct av_str key, struct av_span span)
{
	if (span.start >= span.end)
		return;
	av_json_key(e->out, key);
	av_write_place(e, av_doc_source(e->doc, span), av_doc_source_span(e->doc, span));
}
