/* SPDX-License-Identifier: MIT
 * Sets of tags. A word's code point in the shape says which tags it has, no more; so
 * words with the same tags share one, and a slot of a rule is a class of few ranges. */
#include <stdlib.h>
#include <string.h>

#include "compile.h"

#define SET_LIMIT (AV_SHAPE_NUMBER - AV_SHAPE_SET)

/* The sorted tags of one entry; `own` is not 0 where the entry must not share its set. */
struct profile {
	const uint16_t *tags;
	uint32_t count, entry, own;
};

static int by_number(const void *a, const void *b)
{
	const uint16_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static int by_tags(const void *a, const void *b)
{
	const struct profile *x = a, *y = b;
	for (uint32_t i = 0; i < x->count && i < y->count; i++)
		if (x->tags[i] != y->tags[i])
			return x->tags[i] < y->tags[i] ? -1 : 1;
	if (x->count != y->count)
		return x->count < y->count ? -1 : 1;
	return (x->own > y->own) - (x->own < y->own);
}

static bool make_profile(struct av_compiler *c, uint32_t index, struct profile *profile)
{
	struct av_entry *entry = &c->rules->entries.items[index];
	uint16_t *tags = av_keep(c, entry->lexeme_count * sizeof *tags);
	if (!tags)
		return false;
	uint32_t count = 0;
	for (uint32_t i = 0; i < entry->lexeme_count; i++)
		tags[i] = c->rules->lexemes.items[entry->first_lexeme + i].tag;
	qsort(tags, entry->lexeme_count, sizeof *tags, by_number);
	for (uint32_t i = 0; i < entry->lexeme_count; i++)
		if (!count || tags[count - 1] != tags[i])
			tags[count++] = tags[i];
	for (uint32_t i = 0; i < count; i++)
		if (tags[i] < AV_KNOWN_TAGS)
			entry->known |= UINT64_C(1) << tags[i];
	*profile = (struct profile){ .tags = tags, .count = count, .entry = index,
				     .own = c->literal && c->literal[index] ? index + 1 : 0 };
	return true;
}

static bool number_sets(struct av_compiler *c, const struct profile *profiles, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (!i || by_tags(&profiles[i - 1], &profiles[i]) != 0) {
			struct av_set *set = av_list_push(&c->rules->sets);
			if (!set)
				return false;
			*set = (struct av_set){ profiles[i].tags, profiles[i].count };
		}
		c->rules->entries.items[profiles[i].entry].set =
			(uint16_t)(c->rules->sets.count - 1);
	}
	if (c->rules->sets.count > SET_LIMIT)
		av_diag_add(c->diag, AV_ERROR, av_str_of("", 0), 0, av_str_of("", 0), 0, 0,
			    "the tables combine their tags in %u ways, more than %u; give words "
			    "fewer tags", (unsigned)c->rules->sets.count, SET_LIMIT);
	return true;
}

bool av_sets_assign(struct av_compiler *c)
{
	uint32_t count = c->rules->entries.count;
	struct profile *profiles = av_scratch(c, (count + 1) * sizeof *profiles);
	if (!profiles)
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (!make_profile(c, i, &profiles[i]))
			return false;
	qsort(profiles, count, sizeof *profiles, by_tags);
	if (number_sets(c, profiles, count))
		return true;
	c->no_memory = true;
	return false;
}
