/* SPDX-License-Identifier: MIT
 * What stages/1_read knows about input, for those who cut it into blocks: encodings,
 * where a block may end, what a line of JSON Lines holds. */
#ifndef AV_READ_H
#define AV_READ_H

#include "arena.h"
#include "doc.h"
#include "str.h"

#define AV_ENCODING_NAME 64

/* An encoding that was settled on. */
struct av_encoding {
	char name[AV_ENCODING_NAME]; /* as ICU knows it; empty: UTF-8 */
	uint8_t unit;   /* bytes of a code unit: 1, 2 or 4 */
	bool big_endian;
	bool settled;   /* false: only ASCII was seen so far, which says nothing */
	bool guessed;   /* by detection, not by name, mark or validity */
	uint8_t mark;   /* bytes of byte order mark to be skipped */
};

/* Whether ICU knows an encoding by that name (NUL-terminated). */
bool av_encoding_known(const char *name);
/* The encoding of a document that begins with `bytes` (all of it where `whole`), of which
 * `named` is what the caller says: empty or `auto` for detection. A byte order mark is
 * looked for where `first`; it wins over detection and over names of the same family. */
struct av_encoding av_encoding_find(struct av_str bytes, bool first, bool whole,
				    struct av_str named);

/* Length of the block that `bytes`, which stand at a block's start, begin with: up to
 * a paragraph end near AV_BLOCK_TARGET, in a paragraph twice as long up to a sentence
 * end, a space or a comma. Depends on the bytes alone, not on how they came in. 0: more are needed;
 * `*need` says how many there must be then. `*torn`: no good place was found. */
size_t av_block_cut(struct av_str bytes, const struct av_encoding *encoding, size_t *need,
		    bool *torn);

/* --- JSON Lines ------------------------------------------------------------------ */
struct av_record_fields {
	const char *text, *id;
};
struct av_record {
	void *root;          /* what the texts below live in */
	struct av_str text;
	struct av_str id;    /* empty: none given */
	struct av_str lang;  /* empty: none given */
	struct av_str reference;
	char number[24];     /* an id that is an integer, as text */
};

/* Reads a line. false: `reason` says what is wrong and how to mend it (it is left failed
 * when memory was out). A record is to be freed either way. */
bool av_record_parse(struct av_str line, const struct av_record_fields *fields,
		     struct av_record *out, struct av_buffer *reason);
void av_record_free(struct av_record *record);

#endif
