/* SPDX-License-Identifier: MIT
 * The writers that the record's table is made of. Each writes a key and what belongs to
 * it, or nothing where there is nothing to say. */
#ifndef AV_WRITE_H
#define AV_WRITE_H

#include "emit.h"

typedef void write_fn(struct emitter *emitter, struct av_str key);

struct field {
	struct av_str key;
	write_fn *write;
};
#define FIELD(name) KEY(",\"" name "\":")

/* --- write.c: the sorts of values --- */
void av_write_text(struct emitter *e, struct av_str key, struct av_str text);
void av_write_phrase(struct emitter *e, struct av_str key, struct av_span span);
void av_write_word(struct emitter *e, struct av_str key, const struct av_names *names,
		   unsigned value);
/* Nothing if it has none, or one that no JSON reader could hold. */
void av_write_number(struct emitter *e, struct av_str key, bool has,
		     const struct av_decimal *value);
/* As `last` was printed if it is the same number: value, low and high mostly are one. */
void av_write_again(struct emitter *e, struct printed *last, struct av_str key,
		    const struct av_decimal *value);
void av_write_count(struct emitter *e, struct av_str key, uint64_t value);
/* {"text":…,"start":…,"end":…} */
void av_write_place(struct emitter *e, struct av_str text, struct av_source_span at);
/* A place with its key; nothing for an empty span. */
void av_write_cue(struct emitter *e, struct av_str key, struct av_span span);

/* --- reading.c: how much --- */
write_fn av_write_kind, av_write_value, av_write_low, av_write_high, av_write_exact;
write_fn av_write_modifier, av_write_unit, av_write_unit_text, av_write_si, av_write_per;
write_fn av_write_change, av_write_iso, av_write_calendar, av_write_alternatives;

#endif
