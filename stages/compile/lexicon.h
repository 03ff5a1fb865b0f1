/* SPDX-License-Identifier: MIT
 * The lexicon while it is being made, shared by tables.c, lexicon.c and trie.c. */
#ifndef AV_COMPILE_LEXICON_H
#define AV_COMPILE_LEXICON_H

#include "compile.h"
#include "inner/lexicon.h"

/* A meaning of a surface, in the order of the tables. */
struct av_meaning {
	struct av_meaning *next;
	struct av_sense sense;
	struct av_str surface; /* folded, case kept */
	uint8_t layer;
};
/* All meanings of a surface, whatever its case. */
struct av_group {
	struct av_str key; /* folded, ASCII in lower case */
	struct av_meaning *first, **tail;
	uint32_t entry;    /* its first entry; exact ones, then the one for any case */
	uint32_t exact;    /* how many want their case exactly */
	bool base;
};
struct av_lexicon_draft {
	struct { AV_LIST(struct av_group); } groups;
	uint32_t *slots; /* hash table of group index + 1 */
	uint32_t size;
	uint16_t last_tag; /* asked for last */
	struct av_buffer texts; /* of entries and lexemes so far */
};

bool av_lexicon_open(struct av_compiler *c);
/* Groups -> rules->entries, lexemes and the trie. */
bool av_lexicon_finish(struct av_compiler *c);
void av_lexicon_close(struct av_compiler *c);
/* trie.c */
bool av_trie_build(struct av_compiler *c);

static inline char av_lower(char letter)
{
	return letter >= 'A' && letter <= 'Z' ? (char)(letter + 32) : letter;
}

#endif
