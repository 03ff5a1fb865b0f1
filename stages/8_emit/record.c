/* SPDX-License-Identifier: MIT
 * The record (include/claim.schema.json) as one table: a row a field, in the order in
 * which they are printed. A row writes its key only when it has something to say, as
 * absent means null. */
#include "emit.h"

typedef void write_fn(struct emitter *emitter, struct av_str key);

static void write_text(struct emitter *e, struct av_str key, struct av_str text)
{
	if (!text.length)
		return;
	json_raw(e->out, key);
	json_text(e->out, text);
}

static void write_phrase(struct emitter *e, struct av_str key, struct av_span span)
{
	if (span.start < span.end)
		write_text(e, key, phrase_text(e, span));
}

static void write_word(struct emitter *e, struct av_str key, const struct av_names *names,
		       unsigned value)
{
	json_raw(e->out, key);
	json_name(e->out, av_name_of(names, value));
}

static void write_number(struct emitter *e, struct av_str key, bool has, struct av_decimal value)
{
	if (!has || !json_can_hold(value))
		return;
	json_raw(e->out, key);
	json_decimal(e->out, value);
}

static void write_count(struct emitter *e, struct av_str key, uint64_t value)
{
	json_raw(e->out, key);
	json_unsigned(e->out, value);
}

/* {"text":…,"start":…,"end":…} */
static void write_place(struct emitter *e, struct av_str text, struct av_source_span at)
{
	json_raw(e->out, AV_STR("{\"text\":"));
	json_text(e->out, text);
	write_count(e, AV_STR(",\"start\":"), at.start);
	write_count(e, AV_STR(",\"end\":"), at.end);
	json_raw(e->out, AV_STR("}"));
}

static void write_cue(struct emitter *e, struct av_str key, struct av_span span)
{
	if (span.start >= span.end)
		return;
	json_raw(e->out, key);
	write_place(e, av_doc_source(e->doc, span), av_doc_source_span(e->doc, span));
}

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
	json_raw(e->out, av_buffer_str(&e->head));
	json_raw(e->out, key);
	json_hex(e->out, mix(id, av_str_hash(e->rules->rules.items[e->figure->rule].name)));
}

static void write_kind(struct emitter *e, struct av_str key)
{
	write_word(e, key, &av_kind_names, e->reading->kind);
}

static void write_class(struct emitter *e, struct av_str key)
{
	json_raw(e->out, key);
	json_name(e->out, emit_class(e->figure, e->claim->change));
}

static void write_source(struct emitter *e, struct av_str key)
{
	write_text(e, key, av_doc_source(e->doc, e->figure->span));
}

static void write_start(struct emitter *e, struct av_str key)
{
	write_count(e, key, e->at.start);
}

static void write_end(struct emitter *e, struct av_str key)
{
	write_count(e, key, e->at.end);
}

static void write_line(struct emitter *e, struct av_str key)
{
	write_count(e, key, e->place.line);
}

static void write_column(struct emitter *e, struct av_str key)
{
	write_count(e, key, e->place.column);
}

/* --- how much ------------------------------------------------------------------- */

static void write_value(struct emitter *e, struct av_str key)
{
	write_number(e, key, e->reading->has_value, e->reading->value);
}

static void write_low(struct emitter *e, struct av_str key)
{
	write_number(e, key, e->reading->has_low, e->reading->low);
}

static void write_high(struct emitter *e, struct av_str key)
{
	write_number(e, key, e->reading->has_high, e->reading->high);
}

/* Only where a double rounds the value, and the decimal itself did not. */
static void write_exact(struct emitter *e, struct av_str key)
{
	struct av_decimal value = e->reading->value;
	if (!e->reading->has_value || value.rounded ||
	    (json_is_exact(value) && json_can_hold(value)))
		return;
	char text[AV_DECIMAL_TEXT];
	write_text(e, key, av_str_of(text, av_decimal_print(value, text)));
}

static void write_modifier(struct emitter *e, struct av_str key)
{
	write_word(e, key, &av_modifier_names, e->reading->modifier);
}

static void write_unit(struct emitter *e, struct av_str key)
{
	write_text(e, key, e->reading->unit_id);
}

static void write_unit_text(struct emitter *e, struct av_str key)
{
	struct av_span span = e->figure->unit_text;
	if (span.start < span.end)
		write_text(e, key, av_doc_source(e->doc, span));
}

static void write_si(struct emitter *e, struct av_str key)
{
	const struct av_reading *r = e->reading;
	const struct { struct av_str key; bool has; const struct av_decimal *value; } parts[] = {
		{ AV_STR("\"value\":"), r->si_has_value, &r->si_value },
		{ AV_STR("\"low\":"), r->si_has_low, &r->si_low },
		{ AV_STR("\"high\":"), r->si_has_high, &r->si_high },
	};
	if (!r->has_si)
		return;
	json_raw(e->out, key);
	json_raw(e->out, AV_STR("{"));
	for (unsigned i = 0; i < 3; i++) {
		if (!parts[i].has || !json_can_hold(*parts[i].value))
			continue;
		json_raw(e->out, parts[i].key);
		json_rounded(e->out, *parts[i].value);
		json_raw(e->out, AV_STR(","));
	}
	json_raw(e->out, AV_STR("\"unit\":"));
	json_text(e->out, r->si_unit);
	json_raw(e->out, AV_STR("}"));
}

static void write_per(struct emitter *e, struct av_str key)
{
	write_text(e, key, e->reading->per);
}

static void write_change(struct emitter *e, struct av_str key)
{
	bool own = e->reading == &e->figure->reading;
	unsigned change = own && e->claim ? e->claim->change : e->reading->change;
	if (change != AV_NO_CHANGE)
		write_word(e, key, &av_change_names, change);
}

static void write_iso(struct emitter *e, struct av_str key)
{
	write_text(e, key, e->reading->iso);
}

static write_fn write_alternatives;

/* --- of what -------------------------------------------------------------------- */

static void write_counted(struct emitter *e, struct av_str key)
{
	write_phrase(e, key, e->claim->counted);
}

static void write_subject(struct emitter *e, struct av_str key)
{
	write_phrase(e, key, e->claim->subject);
}

static void write_about(struct emitter *e, struct av_str key)
{
	write_phrase(e, key, e->claim->about);
}

/* --- by whom, how firmly, when --------------------------------------------------- */

static void write_speaker(struct emitter *e, struct av_str key)
{
	if (e->claim->speaker_carried.length)
		write_text(e, key, e->claim->speaker_carried);
	else
		write_phrase(e, key, e->claim->speaker);
}

static void write_attribution(struct emitter *e, struct av_str key)
{
	if (e->claim->attribution != AV_UNATTRIBUTED)
		write_word(e, key, &av_attribution_names, e->claim->attribution);
}

static void write_attribution_cue(struct emitter *e, struct av_str key)
{
	if (e->claim->attribution == AV_UNATTRIBUTED)
		return;
	if (!e->claim->speaker_carried.length) {
		write_cue(e, key, e->claim->speaker_cue);
		return;
	}
	json_raw(e->out, key);
	write_place(e, e->claim->speaker_carried, e->claim->cue_source);
}

static void write_certainty(struct emitter *e, struct av_str key)
{
	write_word(e, key, &av_certainty_names, e->claim->certainty);
}

static void write_negated(struct emitter *e, struct av_str key)
{
	json_raw(e->out, key);
	json_bool(e->out, e->claim->negated);
}

static void write_certainty_cue(struct emitter *e, struct av_str key)
{
	write_cue(e, key, e->claim->certainty_cue);
}

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
	json_raw(e->out, key);
	json_raw(e->out, AV_STR("{\"text\":"));
	json_text(e->out, av_doc_source(e->doc, date->span));
	write_text(e, AV_STR(",\"start\":"), start);
	write_text(e, AV_STR(",\"end\":"), end);
	json_raw(e->out, AV_STR("}"));
}

/* A sentence with ten figures is escaped once. */
static void write_sentence(struct emitter *e, struct av_str key)
{
	json_raw(e->out, key);
	if (e->open_sentence != e->figure->sentence) {
		struct av_span span = e->doc->sentences.items[e->figure->sentence].span;
		struct av_buffer *out = e->out;
		e->sentence.length = 0;
		e->out = &e->sentence;
		write_place(e, av_doc_source(e->doc, span), av_doc_source_span(e->doc, span));
		e->out = out;
		e->open_sentence = e->figure->sentence;
	}
	json_raw(e->out, av_buffer_str(&e->sentence));
}

static void write_rule(struct emitter *e, struct av_str key)
{
	write_text(e, key, e->rules->rules.items[e->figure->rule].name);
}

static void write_confidence(struct emitter *e, struct av_str key)
{
	double thousandths = (double)e->claim->confidence * 1000 + 0.5;
	int64_t whole = thousandths <= 0 ? 0 : thousandths >= 1000 ? 1000 : (int64_t)thousandths;
	struct av_decimal value = { .coefficient = (unsigned __int128)whole, .exponent = -3 };
	write_number(e, key, true, value);
}

struct field {
	struct av_str key;
	write_fn *write;
};
#define FIELD(name) { ",\"" name "\":", sizeof(",\"" name "\":") - 1 }

static const struct field fields[] = {
	{ { "", 0 }, write_head },
	{ FIELD("kind"), write_kind },
	{ FIELD("class"), write_class },
	{ FIELD("text"), write_source },
	{ FIELD("start"), write_start },
	{ FIELD("end"), write_end },
	{ FIELD("line"), write_line },
	{ FIELD("column"), write_column },
	{ FIELD("value"), write_value },
	{ FIELD("low"), write_low },
	{ FIELD("high"), write_high },
	{ FIELD("exact"), write_exact },
	{ FIELD("modifier"), write_modifier },
	{ FIELD("unit"), write_unit },
	{ FIELD("alternatives"), write_alternatives },
	{ FIELD("unit_text"), write_unit_text },
	{ FIELD("si"), write_si },
	{ FIELD("counted"), write_counted },
	{ FIELD("per"), write_per },
	{ FIELD("change"), write_change },
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
	{ FIELD("iso"), write_iso },
};

/* What belongs to a reading alone, and so to each alternative. */
static const struct field reading_fields[] = {
	{ FIELD("value"), write_value },
	{ FIELD("low"), write_low },
	{ FIELD("high"), write_high },
	{ FIELD("exact"), write_exact },
	{ FIELD("modifier"), write_modifier },
	{ FIELD("unit"), write_unit },
	{ FIELD("si"), write_si },
	{ FIELD("per"), write_per },
	{ FIELD("change"), write_change },
	{ FIELD("iso"), write_iso },
};

void record_reading(struct emitter *e)
{
	for (unsigned i = 0; i < sizeof reading_fields / sizeof *reading_fields; i++)
		reading_fields[i].write(e, reading_fields[i].key);
}

static void write_alternatives(struct emitter *e, struct av_str key)
{
	const struct av_reading *own = e->reading;
	uint32_t count = e->figure->alternative_count;
	if (!count)
		return;
	json_raw(e->out, key);
	for (uint32_t i = 0; i < count; i++) {
		e->reading = &e->doc->alternatives.items[e->figure->first_alternative + i];
		write_kind(e, i ? AV_STR(",{\"kind\":") : AV_STR("[{\"kind\":"));
		record_reading(e);
		json_raw(e->out, AV_STR("}"));
	}
	json_raw(e->out, AV_STR("]"));
	e->reading = own;
}

void record_write(struct emitter *e)
{
	for (unsigned i = 0; i < sizeof fields / sizeof *fields; i++)
		fields[i].write(e, fields[i].key);
	json_raw(e->out, AV_STR("}\n"));
}
