/* SPDX-License-Identifier: MIT
 * How much: the fields of a reading, for the figure itself and for its alternatives. */
#include "write.h"

void av_write_kind(struct emitter *e, struct av_str key)
{
	av_write_word(e, key, &av_kind_names, e->reading->kind);
}

void av_write_value(struct emitter *e, struct av_str key)
{
	av_write_number(e, key, e->reading->has_value, &e->reading->value);
}

void av_write_low(struct emitter *e, struct av_str key)
{
	av_write_number(e, key, e->reading->has_low, &e->reading->low);
}

void av_write_high(struct emitter *e, struct av_str key)
{
	av_write_number(e, key, e->reading->has_high, &e->reading->high);
}

/* Only where a double rounds the value, and the decimal itself did not. */
void av_write_exact(struct emitter *e, struct av_str key)
{
	struct av_decimal value = e->reading->value;
	if (!e->reading->has_value || value.rounded ||
	    (av_json_is_exact(value) && av_json_can_hold(&value)))
		return;
	char text[AV_DECIMAL_TEXT];
	av_write_text(e, key, av_str_of(text, av_decimal_print(value, text)));
}

void av_write_modifier(struct emitter *e, struct av_str key)
{
	av_write_word(e, key, &av_modifier_names, e->reading->modifier);
}

void av_write_unit(struct emitter *e, struct av_str key)
{
	av_write_text(e, key, e->reading->unit_id);
}

void av_write_unit_text(struct emitter *e, struct av_str key)
{
	struct av_span span = e->figure->unit_text;
	if (span.start < span.end)
		av_write_text(e, key, av_doc_source(e->doc, span));
}

/* Of the figure itself what its sentence says counts, of another reading what that says. */
static unsigned change_of(const struct emitter *e)
{
	bool own = e->reading == &e->figure->reading;
	return own && e->claim ? e->claim->change : e->reading->change;
}

void av_write_si(struct emitter *e, struct av_str key)
{
	static const struct av_str keys[] = { KEY("\"value\":"), KEY("\"low\":"),
					      KEY("\"high\":") };
	static const struct av_str begin = KEY("{"), comma = KEY(","), unit = KEY("\"unit\":");
	const struct av_reading *r = e->reading;
	const bool has[] = { r->has_value, r->has_low, r->has_high };
	const struct av_decimal *const values[] = { &r->value, &r->low, &r->high };
	const struct av_decimal *told = NULL; /* both bounds are most often the value itself */
	struct av_decimal si;
	if (!r->si)
		return;
	bool is_difference = change_of(e) != AV_NO_CHANGE;
	av_json_key(e->out, key);
	av_json_key(e->out, begin);
	for (unsigned i = 0; i < 3; i++) {
		if (!has[i])
			continue;
		if (!told || !av_decimal_same(values[i], told))
			si = av_json_round(av_unit_to_si(r->si, *values[i], is_difference));
		told = values[i];
		if (!av_json_can_hold(&si))
			continue;
		av_write_again(e, &e->printed, keys[i], &si);
		av_json_key(e->out, comma);
	}
	av_json_key(e->out, unit);
	av_json_text(e->out, r->si->si);
	av_json_raw(e->out, AV_STR("}"));
}

void av_write_per(struct emitter *e, struct av_str key)
{
	av_write_text(e, key, e->reading->per);
}

void av_write_change(struct emitter *e, struct av_str key)
{
	unsigned change = change_of(e);
	if (change != AV_NO_CHANGE)
		av_write_word(e, key, &av_change_names, change);
}

void av_write_iso(struct emitter *e, struct av_str key)
{
	av_write_text(e, key, e->reading->iso);
}

void av_write_calendar(struct emitter *e, struct av_str key)
{
	av_write_text(e, key, e->reading->calendar);
}

/* What belongs to a reading alone, and so to each alternative. */
static const struct field reading_fields[] = {
	{ FIELD("value"), av_write_value },
	{ FIELD("low"), av_write_low },
	{ FIELD("high"), av_write_high },
	{ FIELD("exact"), av_write_exact },
	{ FIELD("modifier"), av_write_modifier },
	{ FIELD("unit"), av_write_unit },
	{ FIELD("si"), av_write_si },
	{ FIELD("per"), av_write_per },
	{ FIELD("change"), av_write_change },
	{ FIELD("iso"), av_write_iso },
	{ FIELD("calendar"), av_write_calendar },
};

void av_record_reading(struct emitter *e)
{
	for (unsigned i = 0; i < sizeof reading_fields / sizeof *reading_fields; i++)
		reading_fields[i].write(e, reading_fields[i].key);
}

static const struct av_str first_kind = KEY("[{\"kind\":"), next_kind = KEY(",{\"kind\":");

void av_write_alternatives(struct emitter *e, struct av_str key)
{
	const struct av_reading *own = e->reading;
	uint32_t count = e->figure->alternative_count;
	if (!count)
		return;
	av_json_key(e->out, key);
	for (uint32_t i = 0; i < count; i++) {
		e->reading = &e->doc->alternatives.items[e->figure->first_alternative + i];
		av_write_kind(e, i ? next_kind : first_kind);
		av_record_reading(e);
		av_json_raw(e->out, AV_STR("}"));
	}
	av_json_raw(e->out, AV_STR("]"));
	e->reading = own;
}
