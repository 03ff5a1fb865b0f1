/* SPDX-License-Identifier: MIT
 * What the writers of 8_emit share. An emitter is one worker's: it keeps what several
 * records of a block have in common, so that it is made once. */
#ifndef AV_EMIT_H
#define AV_EMIT_H

#include "inner/doc.h"
#include "inner/rules.h"
#include "json.h"

/* A place in the block's UTF-8 source that only moves forward, with its line and column. */
struct place {
	size_t at;
	uint64_t line, column;
};

/* The last number written. */
struct printed {
	struct av_decimal value;
	char text[56];
	size_t length;
};

struct emitter {
	/* kept over blocks */
	struct av_buffer head;     /* {"doc":"…","id": */
	struct av_buffer sentence; /* the open sentence as JSON */
	struct av_buffer phrase;   /* room to put a phrase together */
	uint64_t *rule_hashes;     /* of the rules' names */
	/* the block in work */
	const struct av_rules *rules;
	struct av_doc *doc;
	struct av_buffer *out;
	struct place place;
	uint64_t id_seed;       /* hash of the document's id */
	uint32_t open_sentence; /* the one that `sentence` shows, or AV_NONE */
	/* the record in work */
	const struct av_figure *figure;
	const struct av_claim *claim;
	const struct av_reading *reading; /* the figure's, or one of its alternatives */
	struct av_source_span at;
	struct av_str text; /* the figure in the source */
	struct printed printed, confidence;
};

/* Whether the caller wants this figure, by kind and confidence; context is left out. */
bool av_emit_wants(const struct av_rules *rules, const struct av_doc *doc, uint32_t figure);
/* The kind of claim in QuanTemp's taxonomy. */
const char *av_emit_class(const struct av_figure *figure, uint8_t change);

void av_place_start(struct place *place, const struct av_doc *doc);
/* Moves on to byte `to` of doc->source; a place behind it stays where it is. */
void av_place_advance(struct place *place, struct av_str source, size_t to);

/* A span's words as they stand in the source, without what normalisation dropped out of
 * their middle (glosses); white space stays, as one space. Good until the next call. */
struct av_str av_phrase_text(struct emitter *emitter, struct av_span span);

/* Appends the record of emitter->figure and a newline. */
void av_record_write(struct emitter *emitter);
/* The numbers and words of a reading as further members of an open object. */
void av_record_reading(struct emitter *emitter);

/* The whole block, its figures in colour. */
void av_marked_write(struct emitter *emitter);

#endif
