/* SPDX-License-Identifier: MIT
 * Surface -> entry. A trie whose edges are whole units (a run of letters, a run of
 * digits, any other character by itself), all in one hash table keyed by node and unit.
 * Most positions of a text begin no surface, so two bit sets that stay in the cache turn
 * them away first: one by code point, one by hash. */
#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

#define FILTER_BITS 17

struct node {
	uint32_t entry;   /* the first of the entries that end here */
	uint32_t number;  /* of the entry for any case, as in struct brief */
	uint16_t exact;   /* so many want their case, */
	bool base;        /* one more does not */
	bool word;        /* and is more than a number word */
	bool children;
};
struct edge {
	uint64_t key; /* of node and unit; 0: free */
	uint32_t child;
};
/* What a lookup wants to know of an entry, side by side. */
struct brief {
	uint32_t number; /* AV_NO_ENTRY: no number word */
	bool word;       /* more than a number word */
};
struct av_trie {
	struct node *nodes;
	struct edge *edges;
	struct brief *briefs;
	uint32_t mask;
	uint64_t filter[(1u << FILTER_BITS) / 64];
	uint64_t codes[0x10000 / 64]; /* characters that begin a surface, as edges from the root */
	bool bytes[256];
};

struct unit {
	uint64_t hash;
	uint32_t end;
	uint32_t code; /* of a single character, else 0 */
};

/* ORDER: enum av_byte */
#define S AV_BYTE_SPACE
#define D AV_BYTE_DIGIT
#define L AV_BYTE_LETTER
#define H AV_BYTE_HIGH
#define L8 L, L, L, L, L, L, L, L
#define H16 H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H
const uint8_t av_byte_class[256] = {
	[9] = S, [10] = S, [13] = S, [' '] = S,
	['0'] = D, D, D, D, D, D, D, D, D, D,
	['A'] = L8, L8, L8, L, L,
	['a'] = L8, L8, L8, L, L,
	[128] = H16, H16, H16, H16, H16, H16, H16, H16,
};

static inline uint64_t mix(uint64_t hash)
{
	hash ^= hash >> 29;
	hash *= UINT64_C(0xBF58476D1CE4E5B9);
	return hash ^ hash >> 32;
}

static inline uint64_t edge_key(uint32_t node, uint64_t unit)
{
	return mix(unit ^ node * UINT64_C(0x9E3779B97F4A7C15)) | 1;
}

/* A run of letters, whatever their case; `code` is its first one if that is not ASCII. */
static struct unit letters(struct av_str text, uint32_t at)
{
	uint64_t hash = 0xcbf29ce484222325u;
	while (at < text.length) {
		uint8_t byte = (uint8_t)text.at[at];
		if (av_byte_class[byte] == AV_BYTE_LETTER) {
			hash = (hash ^ (byte | 32)) * 0x100000001b3u;
			at++;
			continue;
		}
		uint32_t code;
		if (av_byte_class[byte] != AV_BYTE_HIGH)
			break;
		unsigned length = av_utf8_decode(text.at + at, text.at + text.length, &code);
		if (!av_is_high_letter(code))
			break;
		hash = (hash ^ code) * 0x100000001b3u;
		at += length;
	}
	return (struct unit){ .hash = hash, .end = at };
}

static struct unit digits(struct av_str text, uint32_t at)
{
	uint64_t hash = 0x84222325cbf29ce4u;
	while (at < text.length && av_byte_class[(uint8_t)text.at[at]] == AV_BYTE_DIGIT)
		hash = (hash ^ (uint8_t)text.at[at++]) * 0x100000001b3u;
	return (struct unit){ .hash = hash, .end = at };
}

static inline struct unit unit_at(struct av_str text, uint32_t at)
{
	uint8_t byte = (uint8_t)text.at[at];
	uint8_t class = av_byte_class[byte];
	if (class == AV_BYTE_LETTER)
		return letters(text, at);
	if (class == AV_BYTE_DIGIT)
		return digits(text, at);
	uint32_t code = byte;
	unsigned length = 1;
	if (class == AV_BYTE_HIGH) {
		length = av_utf8_decode(text.at + at, text.at + text.length, &code);
		if (av_is_high_letter(code))
			return letters(text, at);
	}
	return (struct unit){ .hash = code, .end = at + length, .code = code };
}

static inline bool may_begin(const struct av_trie *trie, struct unit unit)
{
	return !unit.code || unit.code > 0xFFFF ||
	       trie->codes[unit.code >> 6] >> (unit.code & 63) & 1;
}

/* The node behind the edge, or 0. */
static inline uint32_t child_of(const struct av_trie *trie, uint32_t node, uint64_t unit)
{
	uint64_t key = edge_key(node, unit);
	uint64_t bit = key >> (64 - FILTER_BITS);
	if (!(trie->filter[bit >> 6] >> (bit & 63) & 1))
		return 0;
	uint32_t at = (uint32_t)(key >> 8) & trie->mask;
	while (trie->edges[at].key && trie->edges[at].key != key)
		at = (at + 1) & trie->mask;
	return trie->edges[at].key ? trie->edges[at].child : 0;
}

/* --- Lookup -------------------------------------------------------------------- */

/* The entry of those that end at a node which the text's case fits. */
static uint32_t fitting(const struct av_rules *rules, const struct node *node, struct av_str text)
{
	for (uint32_t i = 0; i < node->exact; i++)
		if (av_str_equal(rules->entries.items[node->entry + i].surface, text))
			return node->entry + i;
	return node->base ? node->entry + node->exact : AV_NO_ENTRY;
}

/* Notes what ends at the node. */
static inline void note(const struct av_rules *rules, const struct node *node, struct av_str text,
			uint32_t end, struct av_found *found)
{
	uint32_t entry = node->entry, number = node->number;
	bool word = node->word;
	if (node->exact) {
		entry = fitting(rules, node, text);
		if (entry == AV_NO_ENTRY)
			return;
		number = rules->trie->briefs[entry].number;
		word = rules->trie->briefs[entry].word;
	}
	if (word) {
		found->entry = entry;
		found->end = end;
	}
	if (number != AV_NO_ENTRY) {
		found->number = number;
		found->number_end = end;
	}
}

static bool inside_word(struct av_str text, uint32_t at)
{
	uint32_t code;
	if (!at || at >= text.length)
		return false;
	uint8_t byte = (uint8_t)text.at[at], before = (uint8_t)text.at[at - 1];
	if (before < 128 && av_byte_class[before] != AV_BYTE_LETTER)
		return byte < 128 && av_byte_class[byte] == AV_BYTE_DIGIT &&
		       av_byte_class[before] == AV_BYTE_DIGIT;
	av_utf8_decode_before(text.at, text.at + at, &code);
	if (code >= 128 && !av_is_high_letter(code))
		return false;
	if (byte < 128)
		return av_byte_class[byte] == AV_BYTE_LETTER;
	av_utf8_decode(text.at + at, text.at + text.length, &code);
	return av_is_high_letter(code);
}

void av_lexicon_at(const struct av_rules *rules, struct av_str text, uint32_t at,
		   struct av_found *found)
{
	const struct av_trie *trie = rules->trie;
	*found = (struct av_found){ .entry = AV_NO_ENTRY, .number = AV_NO_ENTRY, .next = at };
	if (at >= text.length)
		return;
	struct unit unit = unit_at(text, at);
	found->next = unit.end;
	if (!may_begin(trie, unit))
		return;
	uint32_t node = child_of(trie, 0, unit.hash);
	if (!node || (!unit.code && inside_word(text, at)))
		return;
	for (;;) {
		const struct node *here = &trie->nodes[node];
		if (here->base || here->exact)
			note(rules, here, av_str_of(text.at + at, unit.end - at), unit.end, found);
		if (!here->children || unit.end >= text.length)
			return;
		unit = unit_at(text, unit.end);
		node = child_of(trie, node, unit.hash);
		if (!node)
			return;
	}
}

const bool *av_lexicon_first_bytes(const struct av_rules *rules)
{
	return rules->trie->bytes;
}

uint32_t av_lexicon_find(const struct av_rules *rules, struct av_str text, uint32_t at,
			 uint32_t *end)
{
	struct av_found found;
	av_lexicon_at(rules, text, at, &found);
	*end = found.end;
	return found.entry;
}

/* Unlike the other lookups this one finds number words too. */
uint32_t av_lexicon_exact(const struct av_rules *rules, struct av_str surface)
{
	const struct av_trie *trie = rules->trie;
	uint32_t node = 0, at = 0;
	while (at < surface.length) {
		struct unit unit = unit_at(surface, at);
		node = child_of(trie, node, unit.hash);
		if (!node)
			return UINT32_MAX;
		at = unit.end;
	}
	return node ? fitting(rules, &trie->nodes[node], surface) : UINT32_MAX;
}

/* --- Making -------------------------------------------------------------------- */

static size_t unit_count(const struct av_lexicon_draft *draft)
{
	size_t count = 0;
	for (uint32_t i = 0; i < draft->groups.count; i++)
		count += draft->groups.items[i].key.length;
	return count;
}

static void put_edge(struct av_trie *trie, struct edge edge)
{
	uint32_t at = (uint32_t)(edge.key >> 8) & trie->mask;
	while (trie->edges[at].key)
		at = (at + 1) & trie->mask;
	trie->edges[at] = edge;
}

/* The table as small as it can be, so that it stays in the cache. */
static bool shrink_edges(struct av_compiler *c, struct av_trie *trie, uint32_t count)
{
	const struct edge *old = trie->edges;
	uint32_t old_size = trie->mask + 1, size = 1024;
	while (size < count + count / 2)
		size *= 2;
	trie->mask = size - 1;
	trie->edges = av_keep(c, size * sizeof *trie->edges);
	if (!trie->edges)
		return false;
	for (uint32_t i = 0; i < old_size; i++)
		if (old[i].key)
			put_edge(trie, old[i]);
	return true;
}

static uint32_t add_child(struct av_trie *trie, uint32_t node, uint64_t unit, uint32_t *count)
{
	uint64_t key = edge_key(node, unit);
	uint64_t bit = key >> (64 - FILTER_BITS);
	trie->filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
	uint32_t at = (uint32_t)(key >> 8) & trie->mask;
	while (trie->edges[at].key && trie->edges[at].key != key)
		at = (at + 1) & trie->mask;
	if (!trie->edges[at].key) {
		trie->edges[at] = (struct edge){ .key = key, .child = (*count)++ };
		trie->nodes[node].children = true;
	}
	return trie->edges[at].child;
}

static void note_first(struct av_trie *trie, struct av_str key, struct unit unit)
{
	uint8_t byte = (uint8_t)key.at[0];
	trie->bytes[byte] = true;
	if (unit.code && unit.code <= 0xFFFF)
		trie->codes[unit.code >> 6] |= UINT64_C(1) << (unit.code & 63);
}

static void add_group(struct av_trie *trie, const struct av_group *group, uint32_t *count)
{
	uint32_t node = 0, at = 0;
	while (at < group->key.length) {
		struct unit unit = unit_at(group->key, at);
		if (!at)
			note_first(trie, group->key, unit);
		node = add_child(trie, node, unit.hash, count);
		at = unit.end;
	}
	trie->nodes[node].entry = group->entry;
	trie->nodes[node].exact = (uint16_t)group->exact;
	trie->nodes[node].base = group->base;
}

/* Numbers begin with digits and signs, and letters are always looked at, so that codes
 * (RTX4090) are passed over as a whole. */
static void note_numbers(struct av_trie *trie)
{
	for (unsigned i = 0; i < 256; i++)
		trie->bytes[i] |= av_byte_class[i] == AV_BYTE_DIGIT ||
				  av_byte_class[i] == AV_BYTE_LETTER;
	trie->bytes['-'] = trie->bytes['+'] = trie->bytes['.'] = true;
	for (unsigned i = 0xC3; i <= 0xD4; i++)
		trie->bytes[i] = true;
}

static void fill_briefs(const struct av_rules *rules, struct av_trie *trie, uint32_t nodes)
{
	for (uint32_t i = 0; i < rules->entries.count; i++) {
		const struct av_lexeme *number = av_entry_lexeme(rules, i, AV_TAG_NUMBER_WORD);
		trie->briefs[i].number = number ? number->unit : AV_NO_ENTRY;
		trie->briefs[i].word = rules->entries.items[i].lexeme_count > (number ? 1 : 0);
	}
	for (uint32_t i = 0; i < nodes; i++) {
		struct node *node = &trie->nodes[i];
		const struct brief *base = &trie->briefs[node->entry + node->exact];
		node->number = node->base ? base->number : AV_NO_ENTRY;
		node->word = node->base && base->word;
	}
}

/* Nodes and edges are first made for the worst case, one per byte, then kept as many as
 * there are. */
bool av_trie_build(struct av_compiler *c)
{
	struct av_rules *rules = c->rules;
	size_t most = unit_count(c->lexicon) + 1;
	uint32_t size = 1024, count = 1;
	while (size < most)
		size *= 2;
	struct av_trie *trie = av_keep(c, sizeof *trie);
	struct node *nodes = av_scratch(c, most * sizeof *nodes);
	struct edge *edges = av_scratch(c, size * 2 * sizeof *edges);
	struct brief *briefs = av_keep(c, (rules->entries.count + 1) * sizeof *briefs);
	if (!trie || !nodes || !edges || !briefs)
		return false;
	*trie = (struct av_trie){ .mask = size * 2 - 1, .nodes = nodes, .edges = edges,
				  .briefs = briefs };
	for (uint32_t i = 0; i < c->lexicon->groups.count; i++)
		add_group(trie, &c->lexicon->groups.items[i], &count);
	trie->nodes = av_keep(c, count * sizeof *nodes);
	if (!trie->nodes || !shrink_edges(c, trie, count))
		return false;
	memcpy(trie->nodes, nodes, count * sizeof *nodes);
	fill_briefs(rules, trie, count);
	note_numbers(trie);
	rules->trie = trie;
	return true;
}
