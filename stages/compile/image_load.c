/* SPDX-License-Identifier: MIT
 * An image (inner/image.h) -> a rule set. */
#include "inner/image.h"

static void set_pointers(const struct av_image *image, char *movable)
{
	const char *constant = image->bytes + image->constant_start;
	const uint32_t *places = (const uint32_t *)(image->bytes + image->movable_size);
	for (uint32_t i = 0; i < image->pointer_count; i++) {
		uintptr_t offset;
		memcpy(&offset, movable + places[i], sizeof offset);
		const char *at = (offset & 1 ? constant : movable) + (offset >> 1);
		memcpy(movable + places[i], &at, sizeof at);
	}
}

bool av_image_load(const struct av_image *image, struct av_rules *rules)
{
	char *movable = av_arena_alloc(&rules->arena, image->movable_size);
	if (!movable)
		return false;
	memcpy(movable, image->bytes, image->movable_size);
	set_pointers(image, movable);
	struct av_rules own = *rules;
	memcpy(rules, movable, sizeof *rules);
	rules->arena = own.arena;
	rules->patterns = own.patterns;
	return true;
}
