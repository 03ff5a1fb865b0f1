/* SPDX-License-Identifier: MIT
 * Looking up surfaces: the hot half of the trie (trie.h). */
#include "trie.h"

#include <string.h>

#include "inner/eight.h"

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

/* Up to eight bytes; zeros behind the end. */
static inline uint64_t eight_at(struct av_str text, uint32_t at)
{
	uint64_t eight = 0;
	if (at + 8 <= text.length)
		return av_eight_at(text.at + at);
	if (text.length >= 8)
		return at < text.length ? av_eight_at(text.at + text.length - 8) >>
						  (at + 8 - text.length) * 8
					: 0;
	for (unsigned i = 0; at + i < text.length; i++)
		eight |= (uint64_t)(uint8_t)text.at[at + i] << i * 8;
	return eight;
}

static inline uint64_t hash_letters(uint64_t hash, uint64_t lower)
{
	hash = (hash ^ lower) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 32;
}

/* The same for a run with letters above ASCII, or of eight and more. */
static struct av_trie_unit many_letters(struct av_str text, uint32_t at)
{
	uint64_t hash = 0xcbf29ce484222325u;
	for (;;) {
		uint64_t eight = eight_at(text, at), lower = eight | AV_EACH_BYTE(0x20);
		unsigned count = av_eight_run(av_eight_letters(eight)), length;
		at += count;
		if (count == 8) {
			hash = hash_letters(hash, lower);
			continue;
		}
		hash = hash_letters(hash, lower & ((UINT64_C(1) << count * 8) - 1));
		if (!(eight >> count * 8 & 0x80))
			break;
		uint32_t code;
		length = av_utf8_decode(text.at + at, text.at + text.length, &code);
		if (!av_is_high_letter(code))
			break;
		hash = (hash ^ code << 8) * 0x9E3779B97F4A7C15u;
		at += length;
	}
	return (struct av_trie_unit){ .hash = hash, .end = at };
}

/* A run of letters, whatever their case. */
static inline struct av_trie_unit letters(struct av_str text, uint32_t at)
{
	uint64_t eight = eight_at(text, at);
	uint64_t other = av_eight_letters(eight) ^ AV_EACH_BYTE(0x80);
	uint64_t first = other & -other; /* the top bit of the first that is none; 0: all are */
	if (!first || (eight & first))
		return many_letters(text, at);
	uint64_t lower = (eight | AV_EACH_BYTE(0x20)) & ((first >> 7) - 1);
	return (struct av_trie_unit){ .hash = hash_letters(0xcbf29ce484222325u, lower),
				      .end = at + (unsigned)__builtin_ctzll(first) / 8 };
}

static struct av_trie_unit digits(struct av_str text, uint32_t at)
{
	uint64_t hash = 0x84222325cbf29ce4u;
	while (at < text.length && av_byte_class[(uint8_t)text.at[at]] == AV_BYTE_DIGIT)
		hash = (hash ^ (uint8_t)text.at[at++]) * 0x100000001b3u;
	return (struct av_trie_unit){ .hash = hash, .end = at };
}

/* Whether three bytes are Han or its marks: the text is valid, and none of these is a letter. */
static inline bool han_at(struct av_str text, uint32_t at, uint32_t *code)
{
	const unsigned char *byte = (const unsigned char *)text.at + at;
	if (at + 2 >= text.length || byte[0] < 0xE3 || byte[0] >= 0xF0)
		return false;
	*code = (byte[0] & 15u) << 12 | (byte[1] & 63u) << 6 | (byte[2] & 63u);
	return true;
}

/* A unit that begins with neither a letter of ASCII nor Han. */
static struct av_trie_unit other_unit(struct av_str text, uint32_t at)
{
	uint32_t code = (uint8_t)text.at[at];
	unsigned length = 1;
	if (av_byte_class[code] == AV_BYTE_DIGIT)
		return digits(text, at);
	if (av_byte_class[code] == AV_BYTE_HIGH) {
		length = av_utf8_decode(text.at + at, text.at + text.length, &code);
		if (av_is_high_letter(code))
			return letters(text, at);
	}
	return (struct av_trie_unit){ .hash = code, .end = at + length, .code = code };
}

static inline struct av_trie_unit unit_at(struct av_str text, uint32_t at)
{
	uint32_t code;
	if (av_byte_class[(uint8_t)text.at[at]] == AV_BYTE_LETTER)
		return letters(text, at);
	if (han_at(text, at, &code))
		return (struct av_trie_unit){ .hash = code, .end = at + 3, .code = code };
	return other_unit(text, at);
}

/* The unit behind another one: with the space between two words. */
static inline struct av_trie_unit unit_behind(struct av_str text, uint32_t at)
{
	if (text.at[at] != ' ' || at + 1 >= text.length)
		return unit_at(text, at);
	struct av_trie_unit unit = unit_at(text, at + 1);
	unit.hash = ~unit.hash;
	unit.code = 0;
	return unit;
}

struct av_trie_unit av_trie_unit_at(struct av_str surface, uint32_t at)
{
	return at ? unit_behind(surface, at) : unit_at(surface, at);
}

/* The node behind the edge, or AV_TRIE_ROOT where there is none. */
static inline uint32_t find_edge(const struct av_trie *trie, uint64_t key)
{
	uint32_t at = (uint32_t)(key >> 8) & trie->mask;
	while (trie->slots[at].key && trie->slots[at].key != key)
		at = (at + 1) & trie->mask;
	return trie->slots[at].key ? at : AV_TRIE_ROOT;
}

/* Where what begins at text[*at] leads from a node; *at gets behind it. */
static inline uint32_t child_of(const struct av_trie *trie, uint32_t node, struct av_str text,
				uint32_t *at)
{
	if (!(trie->slots[node].next & av_trie_next(text, *at)))
		return AV_TRIE_ROOT;
	struct av_trie_unit unit = unit_behind(text, *at);
	*at = unit.end;
	return find_edge(trie, av_trie_key(node, unit.hash));
}

static inline uint32_t root_of(const struct av_trie *trie, struct av_trie_unit unit)
{
	if (unit.code && unit.code <= 0xFFFF)
		return trie->roots[unit.code];
	uint64_t key = av_trie_key(AV_TRIE_ROOT, unit.hash);
	uint64_t bit = key >> (64 - AV_TRIE_FILTER);
	if (!(trie->filter[bit >> 6] >> (bit & 63) & 1))
		return AV_TRIE_ROOT;
	return find_edge(trie, key);
}

/* --- Lookup -------------------------------------------------------------------- */

/* The entry of those that end at a node which the text's case fits. */
static uint32_t fitting(const struct av_rules *rules, const struct av_trie_slot *node,
			struct av_str text)
{
	const struct av_entry *entries = rules->entries.items + node->entry;
	for (uint32_t i = 0; i < node->exact; i++)
		if (av_str_equal(av_rules_text(rules, entries[i].surface), text))
			return node->entry + i;
	return node->flags & AV_TRIE_BASE ? node->entry + node->exact : AV_NO_ENTRY;
}

static void note_exact(const struct av_rules *rules, const struct av_trie_slot *node,
		       struct av_str text, struct av_span span, struct av_found *found)
{
	uint32_t end = span.end;
	uint32_t entry = fitting(rules, node, av_str_of(text.at + span.start, end - span.start));
	if (entry == AV_NO_ENTRY)
		return;
	const struct av_trie_brief *brief = &av_trie_briefs(rules->trie)[entry];
	if (brief->word) {
		found->entry = entry;
		found->end = end;
	}
	if (brief->number != AV_NO_ENTRY) {
		found->number = brief->number;
		found->number_end = end;
	}
}

/* Notes what ends at the node. Whether it is a word is as good as chance, so nothing here
 * is jumped over. */
static inline void note(const struct av_trie_slot *node, uint32_t end, struct av_found *found)
{
	bool word = node->flags & AV_TRIE_WORD, number = node->number != AV_TRIE_NO_NUMBER;
	found->entry = word ? node->entry : found->entry;
	found->end = word ? end : found->end;
	found->number = number ? node->number : found->number;
	found->number_end = number ? end : found->number_end;
}

/* Whether a letter or a digit stands between others of its kind. */
static bool inside_run(struct av_str text, uint32_t at)
{
	uint32_t code;
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

static inline bool inside_word(struct av_str text, uint32_t at)
{
	return at && text.at[at - 1] != ' ' && inside_run(text, at);
}

/* Notes what ends at a node and at those behind it that the text goes on to. */
static void walk(const struct av_rules *rules, struct av_str text, struct av_span span,
		 uint32_t node, struct av_found *found)
{
	const struct av_trie *trie = rules->trie;
	do {
		const struct av_trie_slot *here = &trie->slots[node];
		if (here->exact)
			note_exact(rules, here, text, span, found);
		else
			note(here, span.end, found);
		if (!here->next || span.end >= text.length)
			return;
		node = child_of(trie, node, text, &span.end);
	} while (node != AV_TRIE_ROOT);
}

void av_lexicon_at(const struct av_rules *rules, struct av_str text, uint32_t at,
		   struct av_found *found)
{
	*found = (struct av_found){ .entry = AV_NO_ENTRY, .number = AV_NO_ENTRY, .next = at };
	if (at >= text.length)
		return;
	struct av_trie_unit unit = unit_at(text, at);
	found->next = unit.end;
	uint32_t node = root_of(rules->trie, unit);
	if (node != AV_TRIE_ROOT && (unit.code || !inside_word(text, at)))
		walk(rules, text, (struct av_span){ at, unit.end }, node, found);
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
	if (!surface.length)
		return UINT32_MAX;
	struct av_trie_unit first = unit_at(surface, 0);
	uint32_t node = root_of(trie, first), at = first.end;
	while (node != AV_TRIE_ROOT && at < surface.length)
		node = child_of(trie, node, surface, &at);
	return node != AV_TRIE_ROOT ? fitting(rules, &trie->slots[node], surface) : UINT32_MAX;
}
