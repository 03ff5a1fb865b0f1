/* SPDX-License-Identifier: MIT
 * What the parts of 2_normalise share: a writer that turns source into text and notes in
 * the map wherever the two stop counting alike. */
#ifndef AV_NORMALISE_H
#define AV_NORMALISE_H

#include <unicode/unorm2.h>

#include "inner/doc.h"
#include "inner/fold_table.h"

/* No text grows more than this: what NFC makes of UTF-8 at worst; U+FFFD for a bad byte. */
#define AV_GROWTH 3
/* Marks on one base that are still put in order; any more are no writing system's. */
#define AV_PIECE 64

/* A unit is the shortest run of text that is known to come from a run of source: mostly
 * one character. The last one is remembered because a mark may follow that melts into it. */
struct writer {
	const UNormalizer2 *nfc;
	const char *begin, *at, *end; /* the source, and how far it is read */
	char *out_begin, *out;
	char *unit_out;               /* the last unit, */
	const char *unit_at;          /* and where it stands in the source */
	uint32_t before;              /* the last character written, 0: none; */
	uint32_t before_word;         /* its word */
	struct av_map *map;
	bool failed;
};

/* The character at `at` and its word. */
unsigned av_writer_peek(const struct writer *w, const char *at, uint32_t *code, uint32_t *word);
/* Like it for the first character from `at` on that is not dropped; returns where it
 * stands, or w->end (`*code` is then 0). */
const char *av_writer_peek_kept(const struct writer *w, const char *at, uint32_t *code,
				uint32_t *word);
/* Writes `code` for the next `length` bytes of source. */
void av_writer_put(struct writer *w, uint32_t code, unsigned length);
/* Passes over source up to `to` without writing anything. */
void av_writer_drop(struct writer *w, const char *to);
/* Notes that the text from w->unit_out to w->out stands for the source from w->unit_at
 * to `to`, as one unit, and goes on from there. */
void av_writer_close_unit(struct writer *w, const char *to);

/* If a bracket at `at` holds the reading of the Han character just written, where it
 * ends, else NULL. */
const char *av_gloss_end(const struct writer *w, const char *at);
/* Handles a character that may change together with its neighbours (NFC). */
void av_compose(struct writer *w, uint32_t code, unsigned length);

#endif
