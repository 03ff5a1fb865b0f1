/* SPDX-License-Identifier: MIT
 * The last stage: claims -> doc->output. Writes bytes, not trees: an object per record
 * would cost more than all the stages before it. */
#include <stdlib.h>

#include "emit.h"
#include "inner/limits.h"
#include "inner/stage.h"

/* QuanTemp sorts numerical claims into statistical (an amount), comparison (against
 * another amount or time), interval (between bounds) and temporal. A figure has the
 * first of these that fits: when it happened, a change or multiple, a range, an amount.
 * How long something takes is temporal too, as in QuanTemp; an age is an amount. */
static const char *const temporal = "temporal", *const comparison = "comparison",
			 *const interval = "interval", *const statistical = "statistical";

static bool is_date(uint8_t kind)
{
	return kind == AV_DATE || kind == AV_TIME || kind == AV_PERIOD;
}

const char *av_emit_class(const struct av_figure *figure, uint8_t change)
{
	const struct av_reading *reading = &figure->reading;
	if (is_date(reading->kind))
		return temporal;
	if (reading->kind == AV_RATIO || change != AV_NO_CHANGE)
		return comparison;
	if (reading->modifier == AV_BETWEEN)
		return interval;
	return reading->kind == AV_DURATION ? temporal : statistical;
}

bool av_emit_wants(const struct av_rules *rules, const struct av_doc *doc, uint32_t figure)
{
	const struct av_figure *f = &doc->figures.items[figure];
	return (!doc->kinds || (doc->kinds >> f->reading.kind & 1)) &&
	       (!rules->rules.items[f->rule].context || doc->show_context) &&
	       (double)doc->claims.items[figure].confidence >= doc->min_confidence;
}

/* What all records of the block begin with. */
static void start_block(struct emitter *e, const struct av_rules *rules, struct av_doc *doc)
{
	e->rules = rules;
	e->doc = doc;
	e->out = &doc->output;
	e->open_sentence = AV_NONE;
	e->id_seed = av_str_hash(doc->id);
	e->head.length = 0;
	av_json_raw(&e->head, AV_STR("{\"doc\":"));
	av_json_text(&e->head, doc->id);
	av_json_raw(&e->head, AV_STR(",\"id\":"));
	av_place_start(&e->place, doc);
}

/* Text, offsets, line and column of the figure. */
static void find_source(struct emitter *e)
{
	const struct av_doc *doc = e->doc;
	struct av_span span = av_map_back(&doc->map, e->figure->span);
	e->text = av_str_of(doc->source.at + span.start, av_span_length(span));
	e->at = doc->decoded.count
			? av_doc_source_span(doc, e->figure->span)
			: (struct av_source_span){ doc->source_offset + span.start,
						   doc->source_offset + span.end };
	av_place_advance(&e->place, doc->source, span.start);
}

/* Output that has grown large is handed on, so that memory does not depend on it. */
static void flush(struct av_doc *doc)
{
	if (doc->flush && doc->output.length >= AV_OUTPUT_PART && !doc->output.failed)
		doc->flush(doc->flush_user, &doc->output);
}

static void write_records(struct emitter *e)
{
	for (uint32_t i = 0; i < e->doc->figures.count && i < e->doc->claims.count; i++) {
		if (!av_emit_wants(e->rules, e->doc, i))
			continue;
		e->figure = &e->doc->figures.items[i];
		e->claim = &e->doc->claims.items[i];
		e->reading = &e->figure->reading;
		find_source(e);
		av_record_write(e);
		flush(e->doc);
	}
}

static void (*const writers[])(struct emitter *e) = {
	[AV_FORMAT_JSONL] = write_records,
	[AV_FORMAT_MARKED] = av_marked_write,
};

static enum aver_status emit_open(const struct av_rules *rules, void **state)
{
	struct emitter *e = calloc(1, sizeof *e);
	if (!e)
		return AVER_NO_MEMORY;
	uint32_t count = rules->rules.count;
	e->rule_hashes = malloc((count ? count : 1) * sizeof *e->rule_hashes);
	if (!e->rule_hashes) {
		free(e);
		return AVER_NO_MEMORY;
	}
	for (uint32_t i = 0; i < count; i++)
		e->rule_hashes[i] = av_str_hash(rules->rules.items[i].name);
	*state = e;
	return AVER_OK;
}

static bool has_failed(const struct emitter *e)
{
	return e->doc->output.failed || e->head.failed || e->sentence.failed || e->phrase.failed;
}

static enum aver_status emit_run(void *state, const struct av_rules *rules, struct av_doc *doc)
{
	struct emitter *e = state;
	start_block(e, rules, doc);
	writers[doc->format](e);
	if (!has_failed(e))
		return AVER_OK;
	e->head.failed = e->sentence.failed = e->phrase.failed = false;
	return AVER_NO_MEMORY;
}

static void emit_close(void *state)
{
	struct emitter *e = state;
	if (!e)
		return;
	av_buffer_free(&e->head);
	av_buffer_free(&e->sentence);
	av_buffer_free(&e->phrase);
	free(e->rule_hashes);
	free(e);
}

const struct av_stage av_stage_emit = { "emit", emit_open, emit_run, emit_close };
