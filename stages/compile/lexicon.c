/* SPDX-License-Identifier: MIT
 * Surfaces and what they mean. Tables add meanings in any order; at the end each surface
 * becomes one entry, or several where some meanings want their case exactly (MW, mW):
 * then an exact entry holds those meanings and the ones for any case behind them. */
#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "inner/fold.h"

bool av_lexicon_open(struct av_compiler *c)
{
	c->lexicon = av_scratch(c, sizeof *c->lexicon);
	return c->lexicon != NULL;
}

static uint32_t *slot_of(struct av_lexicon_draft *draft, struct av_str key)
{
	uint32_t at = (uint32_t)av_str_hash(key) & (draft->size - 1);
	while (draft->slots[at] &&
	       !av_str_equal(draft->groups.items[draft->slots[at] - 1].key, key))
		at = (at + 1) & (draft->size - 1);
	return &draft->slots[at];
}

static bool grow_slots(struct av_compiler *c)
{
	struct av_lexicon_draft *draft = c->lexicon;
	draft->size = draft->size ? draft->size * 2 : 1 << 14;
	draft->slots = av_scratch(c, draft->size * sizeof *draft->slots);
	if (!draft->slots)
		return false;
	for (uint32_t i = 0; i < draft->groups.count; i++)
		*slot_of(draft, draft->groups.items[i].key) = i + 1;
	return true;
}

/* The group of that surface (folded), made where it is new; NULL: no memory. */
static struct av_group *group_of(struct av_compiler *c, struct av_str surface)
{
	struct av_lexicon_draft *draft = c->lexicon;
	if (draft->groups.count * 2 >= draft->size && !grow_slots(c))
		return NULL;
	char *lower = av_scratch(c, surface.length ? surface.length : 1);
	if (!lower)
		return NULL;
	for (size_t i = 0; i < surface.length; i++)
		lower[i] = av_lower(surface.at[i]);
	struct av_str key = av_str_of(lower, surface.length);
	uint32_t *slot = slot_of(draft, key);
	if (*slot)
		return &draft->groups.items[*slot - 1];
	struct av_group *group = av_list_push(&draft->groups);
	if (!group) {
		c->no_memory = true;
		return NULL;
	}
	group->key = key;
	*slot = draft->groups.count;
	return group;
}

static bool same_meaning(const struct av_meaning *a, const struct av_sense *sense,
			 struct av_str surface)
{
	const struct av_lexeme *x = &a->sense.lexeme, *y = &sense->lexeme;
	return x->tag == y->tag && x->unit == y->unit && x->exact_case == y->exact_case &&
	       av_str_equal(a->sense.value, sense->value) &&
	       (!y->exact_case || av_str_equal(a->surface, surface));
}

/* Whether the meaning is there already; said where that is a mistake. Names made from
 * CLDR may repeat what our own tables say, and a user's tables what the built-in ones do. */
static bool repeated(struct av_compiler *c, const struct av_table_row *row,
		     const struct av_group *group, const struct av_sense *sense,
		     struct av_str surface)
{
	for (const struct av_meaning *m = group->first; m; m = m->next) {
		if (!same_meaning(m, sense, surface))
			continue;
		bool made = av_str_equal(row->file->folder, AV_STR("cldr"));
		if (m->layer == row->file->layer && !made)
			av_table_error(c, row, 0, "`%.*s` is listed twice with the same meaning; "
				       "leave one of the two lines out",
				       (int)row->columns[0].length, row->columns[0].at);
		return true;
	}
	return false;
}

bool av_lexicon_add(struct av_compiler *c, const struct av_table_row *row, struct av_str surface,
		    struct av_sense sense)
{
	struct av_str folded = av_fold_str(&c->scratch, surface);
	if (sense.lexeme.tag == UINT16_MAX || (!folded.at && surface.length)) {
		c->no_memory = true;
		return false;
	}
	struct av_group *group = group_of(c, folded);
	if (!group)
		return false;
	if (repeated(c, row, group, &sense, folded))
		return true;
	struct av_meaning *meaning = av_scratch(c, sizeof *meaning);
	if (!meaning)
		return false;
	*meaning = (struct av_meaning){ .sense = sense, .surface = folded,
					.layer = row->file->layer };
	if (!group->first)
		group->first = meaning;
	else
		*group->tail = meaning;
	/* the list's tail is inside the last meaning, which never moves */
	group->tail = &meaning->next;
	return true;
}

static struct av_text push_text(struct av_compiler *c, struct av_str text)
{
	struct av_buffer *texts = &c->lexicon->texts;
	struct av_text at = { (uint32_t)texts->length, (uint32_t)text.length };
	av_buffer_append(texts, text);
	texts->failed |= texts->length > UINT32_MAX;
	return at;
}

static bool push_lexeme(struct av_compiler *c, struct av_entry *entry, const struct av_sense *from)
{
	struct av_lexeme *lexeme = av_list_push(&c->rules->lexemes);
	if (!lexeme)
		return false;
	*lexeme = from->lexeme;
	lexeme->value = push_text(c, from->value);
	lexeme->lang = push_text(c, from->lang);
	if (lexeme->tag < AV_KNOWN_TAGS)
		entry->known |= UINT64_C(1) << lexeme->tag;
	entry->lexeme_count++;
	return true;
}

/* The entry for one way to write a group's surface: `exact` NULL is any case. */
static bool push_entry(struct av_compiler *c, const struct av_group *group,
		       const struct av_str *exact)
{
	struct av_entry entry = { .surface = push_text(c, exact ? *exact : group->key),
				  .first_lexeme = c->rules->lexemes.count };
	for (const struct av_meaning *m = group->first; m; m = m->next)
		if (exact && m->sense.lexeme.exact_case && av_str_equal(m->surface, *exact) &&
		    !push_lexeme(c, &entry, &m->sense))
			return false;
	for (const struct av_meaning *m = group->first; m; m = m->next)
		if (!m->sense.lexeme.exact_case && !push_lexeme(c, &entry, &m->sense))
			return false;
	struct av_entry *place = av_list_push(&c->rules->entries);
	if (!place)
		return false;
	*place = entry;
	return true;
}

/* Whether an earlier meaning already asked for that very case. */
static bool case_seen(const struct av_group *group, const struct av_meaning *until)
{
	for (const struct av_meaning *m = group->first; m != until; m = m->next)
		if (m->sense.lexeme.exact_case && av_str_equal(m->surface, until->surface))
			return true;
	return false;
}

static bool finish_group(struct av_compiler *c, struct av_group *group)
{
	group->entry = c->rules->entries.count;
	for (const struct av_meaning *m = group->first; m; m = m->next) {
		if (!m->sense.lexeme.exact_case) {
			group->base = true;
		} else if (!case_seen(group, m)) {
			group->exact++;
			if (!push_entry(c, group, &m->surface))
				return false;
		}
	}
	return !group->base || push_entry(c, group, NULL);
}

static bool keep_texts(struct av_compiler *c)
{
	struct av_str texts = av_buffer_str(&c->lexicon->texts);
	if (c->lexicon->texts.failed)
		return false;
	c->rules->texts = av_keep_str(c, texts).at;
	c->rules->texts_size = (uint32_t)texts.length;
	return c->rules->texts != NULL;
}

bool av_lexicon_finish(struct av_compiler *c)
{
	for (uint32_t i = 0; i < c->lexicon->groups.count; i++)
		if (!finish_group(c, &c->lexicon->groups.items[i]))
			return false;
	return keep_texts(c) && av_trie_build(c);
}

void av_lexicon_close(struct av_compiler *c)
{
	if (c->lexicon) {
		free(c->lexicon->groups.items);
		av_buffer_free(&c->lexicon->texts);
	}
	c->lexicon = NULL;
}

const struct av_lexeme *av_entry_lexeme(const struct av_rules *rules, uint32_t entry, unsigned tag)
{
	if (entry >= rules->entries.count)
		return NULL;
	const struct av_entry *e = &rules->entries.items[entry];
	for (uint32_t i = 0; i < e->lexeme_count; i++)
		if (rules->lexemes.items[e->first_lexeme + i].tag == tag)
			return &rules->lexemes.items[e->first_lexeme + i];
	return NULL;
}
