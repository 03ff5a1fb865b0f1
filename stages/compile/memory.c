/* SPDX-License-Identifier: MIT
 * Memory of the compiler, with the failure noted where it happens, and the search for the
 * name that the author may have meant. */
#include "compile.h"

static void *taken(struct av_compiler *c, struct av_arena *arena, size_t size)
{
	void *at = av_arena_alloc(arena, size ? size : 1);
	if (at)
		memset(at, 0, size);
	else
		c->no_memory = true;
	return at;
}

void *av_keep(struct av_compiler *c, size_t size)
{
	return taken(c, &c->rules->arena, size);
}

void *av_scratch(struct av_compiler *c, size_t size)
{
	return taken(c, &c->scratch, size);
}

struct av_str av_keep_str(struct av_compiler *c, struct av_str s)
{
	struct av_str copy = av_arena_copy(&c->rules->arena, s);
	if (!copy.at)
		c->no_memory = true;
	return copy;
}

struct av_str av_nearest(struct av_str word, const struct av_str *names, size_t count)
{
	unsigned limit = word.length < 4 ? 1 : 2, best = limit + 1;
	struct av_str nearest = { 0 };
	for (size_t i = 0; i < count; i++) {
		unsigned distance = av_str_distance(word, names[i], limit);
		if (distance < best) {
			best = distance;
			nearest = names[i];
		}
	}
	return nearest;
}
