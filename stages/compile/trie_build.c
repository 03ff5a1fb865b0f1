/* SPDX-License-Identifier: MIT
 * Making the trie (trie.h) out of the lexicon's surfaces. */
#include <string.h>

#include "lexicon.h"
#include "trie.h"

static uint32_t add_child(struct av_trie *trie, uint32_t node, uint64_t unit)
{
	uint64_t key = av_trie_key(node, unit);
	uint32_t at = (uint32_t)(key >> 8) & trie->mask;
	while (trie->slots[at].key && trie->slots[at].key != key)
		at = (at + 1) & trie->mask;
	if (!trie->slots[at].key)
		trie->slots[at] = (struct av_trie_slot){ .key = key, .number = AV_TRIE_NO_NUMBER };
	return at;
}

static void note_first(struct av_trie *trie, struct av_str key, struct av_trie_unit unit,
		       uint32_t node)
{
	uint64_t bit = av_trie_key(AV_TRIE_ROOT, unit.hash) >> (64 - AV_TRIE_FILTER);
	trie->bytes[(uint8_t)key.at[0]] = true;
	if (unit.code && unit.code <= 0xFFFF)
		trie->roots[unit.code] = node;
	else
		trie->filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
}

static void end_group(struct av_trie *trie, const struct av_group *group, uint32_t node)
{
	struct av_trie_slot *slot = &trie->slots[node];
	const struct av_trie_brief *base = &av_trie_briefs(trie)[group->entry + group->exact];
	slot->entry = group->entry;
	slot->exact = (uint8_t)group->exact;
	if (!group->base)
		return;
	slot->flags |= AV_TRIE_BASE | (base->word ? AV_TRIE_WORD : 0);
	if (base->number < AV_TRIE_NO_NUMBER)
		slot->number = (uint16_t)base->number;
}

static void add_group(struct av_trie *trie, const struct av_group *group)
{
	uint32_t node = AV_TRIE_ROOT, at = 0;
	while (at < group->key.length) {
		struct av_trie_unit unit = av_trie_unit_at(group->key, at);
		if (at)
			trie->slots[node].next |= av_trie_next(group->key, at);
		node = add_child(trie, node, unit.hash);
		if (!at)
			note_first(trie, group->key, unit, node);
		at = unit.end;
	}
	if (node != AV_TRIE_ROOT)
		end_group(trie, group, node);
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

/* Whether an entry is more than a number word, which a second table may give again. */
static bool is_word(const struct av_rules *rules, const struct av_entry *entry)
{
	for (uint32_t i = 0; i < entry->lexeme_count; i++)
		if (rules->lexemes.items[entry->first_lexeme + i].tag != AV_TAG_NUMBER_WORD)
			return true;
	return false;
}

static void fill_briefs(const struct av_rules *rules, struct av_trie_brief *briefs)
{
	for (uint32_t i = 0; i < rules->entries.count; i++) {
		const struct av_lexeme *number = av_entry_lexeme(rules, i, AV_TAG_NUMBER_WORD);
		briefs[i].number = number ? number->unit : AV_NO_ENTRY;
		briefs[i].word = is_word(rules, &rules->entries.items[i]);
	}
}

/* Units of all surfaces: at least as many as there will be edges. */
static size_t unit_count(const struct av_lexicon_draft *draft)
{
	size_t count = 0;
	for (uint32_t i = 0; i < draft->groups.count; i++) {
		struct av_str key = draft->groups.items[i].key;
		for (uint32_t at = 0; at < key.length; count++)
			at = av_trie_unit_at(key, at).end;
	}
	return count;
}

bool av_trie_build(struct av_compiler *c)
{
	struct av_rules *rules = c->rules;
	size_t most = unit_count(c->lexicon);
	uint32_t size = 1024;
	while (size < most + most / 4)
		size *= 2;
	/* a group may end with no entry for any case, whose brief is looked at all the same */
	size_t bytes = sizeof(struct av_trie) + size * sizeof(struct av_trie_slot) +
		       (rules->entries.count + 1) * sizeof(struct av_trie_brief);
	struct av_trie *trie = bytes <= UINT32_MAX ? av_keep(c, bytes) : NULL;
	if (!trie)
		return false;
	rules->trie_size = (uint32_t)bytes;
	trie->mask = size - 1;
	memset(trie->roots, 0xFF, sizeof trie->roots); /* AV_TRIE_ROOT */
	fill_briefs(rules, av_trie_briefs(trie));
	for (uint32_t i = 0; i < c->lexicon->groups.count; i++)
		add_group(trie, &c->lexicon->groups.items[i]);
	note_numbers(trie);
	rules->trie = trie;
	return true;
}
