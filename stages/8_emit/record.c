/* SPDX-License-Identifier: MIT
 * The record (include/claim.schema.json) as one table: a row a field, in the order in
 * which they are printed. A row writes its key only when it has something to say, as
 * absent means null. */
#include "write.h"

/* --- what and where ------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ (hash >> 29);
}

/* doc and id: stable for the same document, place and rule. */
static void write_head(struct emitter *e, struct av_str key)
{
	uint64_t id = mix(mix(e->id_seed, e->at.start), e->at.end);
	av_json_raw(e->out, av_buffer_str(&e->head));
	av_json_key(e->out, key);
	av_json_hex(e->out, mix(id, e->rule_hashes[e->figure->rule]));
}

static void write_class(struct emitter *e, struct av_str key)
{
	av_json_key(e->out, key);
	av_json_name(e->out, av_emit_class(e->figure, e->claim->change));
}

static void write_source(struct emitter *e, struct av_str key)
{
	av_write_text(e, key, e->text);
}

static void write_start(struct emitter *e, struct av_str key)
{
	av_write_count(e, key, e->at.start);
}

static void write_end(struct emitter *e, struct av_str key)
{
	av_write_count(e, key, e->at.end);
}

static void write_line(struct emitter *e, struct av_str key)
{
	av_write_count(e, key, e->place.line);
}

static void write_column(struct emitter *e, struct av_str key)
{
	av_write_count(e, key, e->place.column);
}

/* --- of what -------------------------------------------------------------------- */

static void write_counted(struct emitter *e, struct av_str key)
{
	av_write_phrase(e, key, e->claim->counted);
}

static void write_subject(struct emitter *e, struct av_str key)
{
	av_write_phrase(e, key, e->claim->subject);
}

static void write_about(struct emitter *e, struct av_str key)
{
	av_write_phrase(e, key, e->claim->about);
}

/* --- by whom, how firmly, when --------------------------------------------------- */

static void write_speaker(struct emitter *e, struct av_str key)
{
	if (e->claim->speaker_carried.length)
		av_write_text(e, key, e->claim->speaker_carried);
	else
		av_write_phrase(e, key, e->claim->speaker);
}

static void write_attribution(struct emitter *e, struct av_str key)
{
	if (e->claim->attribution != AV_UNATTRIBUTED)
		av_write_word(e, key, &av_attribution_names, e->claim->attribution);
}

static void write_attribution_cue(struct emitter *e, struct av_str key)
{
	if (e->claim->attribution == AV_UNATTRIBUTED)
		return;
	if (!e->claim->speaker_carried.length) {
		av_write_cue(e, key, e->claim->speaker_cue);
		return;
	}
	av_json_key(e->out, key);
	av_write_place(e, e->claim->speaker_carried, e->claim->cue_source);
}

static void write_certainty(struct emitter *e, struct av_str key)
{
	av_write_word(e, key, &av_certainty_names, e->claim->certainty);
}

static void write_negated(struct emitter *e, struct av_str key)
{
	av_json_key(e->out, key);
	av_json_bool(e->out, e->claim->negated);
}

static void write_certainty_cue(struct emitter *e, struct av_str key)
{
	av_write_cue(e, key, e->claim->certainty_cue);
}

static const struct av_str start_key = KEY(",\"start\":"), end_key = KEY(",\"end\":"),
			   open_text = KEY("{\"text\":"), closing = KEY("}");

static void write_when(struct emitter *e, struct av_str key)
{
	if (e->claim->when >= e->doc->figures.count)
		return;
	const struct av_figure *date = &e->doc->figures.items[e->claim->when];
	struct av_str iso = date->reading.iso, start = iso, end = iso;
	const char *slash = iso.length ? memchr(iso.at, '/', iso.length) : NULL;
	if (slash) {
		start.length = (size_t)(slash - iso.at);
		end = av_str_of(slash + 1, iso.length - start.length - 1);
	}
	av_json_key(e->out, key);
	av_json_key(e->out, open_text);
	av_json_text(e->out, av_doc_source(e->doc, date->span));
	av_write_text(e, start_key, start);
	av_write_text(e, end_key, end);
	av_json_key(e->out, closing);
}

/* A sentence with ten figures is escaped once. */
static void write_sentence(struct emitter *e, struct av_str key)
{
	av_json_key(e->out, key);
	if (e->open_sentence != e->figure->sentence) {
		struct av_span span = e->doc->sentences.items[e->figure->sentence].span;
		struct av_buffer *out = e->out;
		e->sentence.length = 0;
		e->out = &e->sentence;
		av_write_place(e, av_doc_source(e->doc, span), av_doc_source_span(e->doc, span));
		e->out = out;
		e->open_sentence = e->figure->sentence;
	}
	av_json_raw(e->out, av_buffer_str(&e->sentence));
}

static void write_rule(struct emitter *e, struct av_str key)
{
	av_write_text(e, key, e->rules->rules.items[e->figure->rule].name);
}

/* Most records have the confidence of the one before. */
static void write_confidence(struct emitter *e, struct av_str key)
{
	double thousandths = (double)e->claim->confidence * 1000 + 0.5;
	unsigned whole = thousandths <= 0 ? 0 : thousandths >= 1000 ? 1000 : (unsigned)thousandths;
	struct av_decimal value = { .coefficient = whole, .exponent = -3 };
	av_write_again(e, &e->confidence, key, &value);
}

static const struct field fields[] = {
	{ KEY(""), write_head },
	{ FIELD("kind"), av_write_kind },
	{ FIELD("class"), write_class },
	{ FIELD("text"), write_source },
	{ FIELD("start"), write_start },
	{ FIELD("end"), write_end },
	{ FIELD("line"), write_line },
	{ FIELD("column"), write_column },
	{ FIELD("value"), av_write_value },
	{ FIELD("low"), av_write_low },
	{ FIELD("high"), av_write_high },
	{ FIELD("exact"), av_write_exact },
	{ FIELD("modifier"), av_write_modifier },
	{ FIELD("unit"), av_write_unit },
	{ FIELD("alternatives"), av_write_alternatives },
	{ FIELD("unit_text"), av_write_unit_text },
	{ FIELD("si"), av_write_si },
	{ FIELD("counted"), write_counted },
	{ FIELD("per"), av_write_per },
	{ FIELD("change"), av_write_change },
	{ FIELD("subject"), write_subject },
	{ FIELD("about"), write_about },
	{ FIELD("speaker"), write_speaker },
	{ FIELD("attribution"), write_attribution },
	{ FIELD("attribution_cue"), write_attribution_cue },
	{ FIELD("certainty"), write_certainty },
	{ FIELD("negated"), write_negated },
	{ FIELD("cue"), write_certainty_cue },
	{ FIELD("when"), write_when },
	{ FIELD("sentence"), write_sentence },
	{ FIELD("rule"), write_rule },
	{ FIELD("confidence"), write_confidence },
	{ FIELD("iso"), av_write_iso },
	{ FIELD("calendar"), av_write_calendar },
};

/* Unrolled, a row is no call through a pointer. */
void av_record_write(struct emitter *e)
{
#pragma GCC unroll 64
	for (unsigned i = 0; i < sizeof fields / sizeof *fields; i++)
		fields[i].write(e, fields[i].key);
	av_json_raw(e->out, AV_STR("}\n"));
}
