/* SPDX-License-Identifier: MIT
 * Surface -> entry. A trie whose edges are whole units (a run of letters, a run of
 * digits, any other character by itself, each with the space before it), all in one hash
 * table keyed by node and unit.
 * Most positions of a text begin no surface, and most beginnings do not go on, so small
 * sets that stay in the cache turn them away before the table is asked: for the root a
 * table by character and a bit set by hash, for each node 64 bits with one set by child. */
#ifndef AV_TRIE_H
#define AV_TRIE_H

#include "inner/lexicon.h"

#define AV_TRIE_FILTER 16

/* An edge and the node behind it; the node's number is the place of the slot. */
AV_PACKED_BEGIN
struct av_trie_slot {
	uint64_t key;    /* of the node before and the unit; 0: free */
	uint64_t next;   /* a bit by the first bytes of each child (av_trie_next); 0: no children */
	uint32_t entry;  /* the first of the entries that end here */
	uint16_t number; /* of the entry for any case: its number word, or AV_TRIE_NO_NUMBER */
	uint8_t exact;   /* so many of the entries want their case, */
	uint8_t flags;   /* one more does not: AV_TRIE_BASE */
	uint32_t spare[2]; /* two slots to a cache line */
};
enum { AV_TRIE_BASE = 1, AV_TRIE_WORD = 2 /* more than a number word */ };
#define AV_TRIE_NO_NUMBER UINT16_MAX
#define AV_TRIE_ROOT UINT32_MAX

/* What a lookup wants to know of an entry whose case counts. */
struct av_trie_brief {
	uint32_t number; /* AV_NO_ENTRY: no number word */
	uint32_t word;   /* not 0: more than a number word */
};
AV_PACKED_END

/* One piece of memory without pointers, so that the built-in one is used where it lies. */
struct av_trie {
	uint64_t filter[(1u << AV_TRIE_FILTER) / 64]; /* the other edges from the root */
	uint32_t roots[0x10000]; /* the node behind a character by itself, or AV_TRIE_ROOT */
	bool bytes[256];
	uint32_t mask; /* of a slot's number */
	uint32_t spare[15]; /* slots begin a cache line */
	struct av_trie_slot slots[]; /* mask + 1 of them; behind them the briefs, by entry */
};
_Static_assert(sizeof(struct av_trie) % 64 == 0, "slots begin a cache line");

static inline struct av_trie_brief *av_trie_briefs(const struct av_trie *trie)
{
	return (struct av_trie_brief *)(trie->slots + trie->mask + 1);
}

struct av_trie_unit {
	uint64_t hash;
	uint32_t end;
	uint32_t code; /* of a single character, else 0 */
};

static inline uint64_t av_trie_mix(uint64_t hash)
{
	hash ^= hash >> 29;
	hash *= UINT64_C(0xBF58476D1CE4E5B9);
	return hash ^ hash >> 32;
}

static inline uint64_t av_trie_key(uint32_t node, uint64_t unit)
{
	return av_trie_mix(unit ^ node * UINT64_C(0x9E3779B97F4A7C15)) | 1;
}

/* The bit that what begins at text[at], with the space before it or without, has in the
 * `next` of the node before. Bytes tell, so that no unit is made of what leads nowhere; those
 * of characters that follow one another in Unicode have bits of their own. */
static inline uint64_t av_trie_next(struct av_str text, uint32_t at)
{
	const unsigned char *byte = (const unsigned char *)text.at + at;
	bool spaced = *byte == ' ' && at + 1 < text.length;
	byte += spaced;
	unsigned bit = (*byte | 0x20u) ^ (unsigned)!spaced << 5;
	if (*byte >= 0xE0)
		bit = byte[1] ^ byte[2] ^ (*byte >> 1 & 7u);
	return UINT64_C(1) << (bit & 63);
}

/* The unit of a surface that begins at surface[at]. */
struct av_trie_unit av_trie_unit_at(struct av_str surface, uint32_t at);

#endif
