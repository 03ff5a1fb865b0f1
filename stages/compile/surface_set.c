/* SPDX-License-Identifier: MIT
 * A set of surfaces, for tables in which some rows give way to others. Open addressing
 * in scratch memory; never shrinks, forgotten with the compiler. */
#include "unit_table.h"

static struct av_str *slot_of(const struct av_surface_set *set, struct av_str surface)
{
	uint32_t mask = set->capacity - 1;
	uint32_t i = (uint32_t)av_str_hash(surface) & mask;
	while (set->slots[i].at && !av_str_equal(set->slots[i], surface))
		i = (i + 1) & mask;
	return &set->slots[i];
}

static bool grow(struct av_compiler *c, struct av_surface_set *set)
{
	struct av_surface_set wider = { .capacity = set->capacity ? set->capacity * 2 : 1024 };
	wider.slots = av_scratch(c, wider.capacity * sizeof *wider.slots);
	if (!wider.slots)
		return false;
	for (uint32_t i = 0; i < set->capacity; i++)
		if (set->slots[i].at)
			*slot_of(&wider, set->slots[i]) = set->slots[i];
	wider.count = set->count;
	*set = wider;
	return true;
}

bool av_surface_set_add(struct av_compiler *c, struct av_surface_set *set, struct av_str surface)
{
	if (set->count * 2 >= set->capacity && !grow(c, set))
		return false;
	struct av_str *slot = slot_of(set, surface);
	if (!slot->at) {
		*slot = surface;
		set->count++;
	}
	return true;
}

bool av_surface_set_has(const struct av_surface_set *set, struct av_str surface)
{
	return set->capacity && slot_of(set, surface)->at;
}
