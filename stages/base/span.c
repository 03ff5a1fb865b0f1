/* SPDX-License-Identifier: MIT
 * Offset maps. A run is kept only where counting alike stops being true; looking a
 * position up is a binary search. A piece of the made text runs from its start to the
 * next run's start, and so does what it was made from, unless text was dropped. */
#include "inner/span.h"

static bool is_rising(const struct av_map *map, uint32_t made, uint32_t from)
{
	if (!map->count)
		return true;
	const struct av_map_run *last = &map->items[map->count - 1];
	return made >= last->made && from >= last->from;
}

/* Takes away the last run where it begins nothing new: what lies before it and what
 * lies behind it, up to (made, from), both count alike. Keeps maps short however
 * carefully a stage notes its runs. */
static void drop_needless_run(struct av_map *map, uint32_t made, uint32_t from)
{
	if (map->count < 2)
		return;
	const struct av_map_run *last = &map->items[map->count - 1], *before = last - 1;
	bool alike_before = last->made - before->made == last->from - before->from;
	bool alike_behind = made - last->made == from - last->from;
	if (alike_before && alike_behind)
		map->count--;
}

bool av_map_add(struct av_map *map, uint32_t made, uint32_t from)
{
	if (!is_rising(map, made, from))
		return false;
	const struct av_map_run *last = map->count ? &map->items[map->count - 1] : NULL;
	if (last && last->made == made && last->from == from)
		return true;
	drop_needless_run(map, made, from);
	struct av_map_run *run = av_list_push(map);
	if (!run)
		return false;
	*run = (struct av_map_run){ made, from };
	return true;
}

void av_map_close(struct av_map *map, uint32_t made_end, uint32_t from_end)
{
	map->made_end = made_end;
	map->from_end = from_end;
}

/* Index of the first run with made >= `made`. */
static uint32_t first_run_from(const struct av_map *map, uint32_t made)
{
	uint32_t low = 0, count = map->count;
	while (count > 0) {
		uint32_t half = count / 2;
		bool right = map->items[low + half].made < made;
		low = right ? low + half + 1 : low;
		count = right ? count - half - 1 : half;
	}
	return low;
}

static struct av_map_run run_at(const struct av_map *map, uint32_t index)
{
	if (index < map->count)
		return map->items[index];
	return (struct av_map_run){ map->made_end, map->from_end };
}

/* The run before `index`; in front of the first one both texts count from 0. */
static struct av_map_run run_before(const struct av_map *map, uint32_t index)
{
	return index ? map->items[index - 1] : (struct av_map_run){ 0, 0 };
}

static bool is_alike(struct av_map_run run, struct av_map_run next)
{
	return next.made - run.made == next.from - run.from;
}

/* Where the text that begins at `made` begins: behind all that was dropped there. */
static uint32_t back_start(const struct av_map *map, uint32_t made)
{
	uint32_t index = made == UINT32_MAX ? map->count : first_run_from(map, made + 1);
	struct av_map_run run = run_before(map, index);
	return is_alike(run, run_at(map, index)) ? run.from + (made - run.made) : run.from;
}

/* Where the text that ends at `made` (> 0) ends: in front of all that was dropped there. */
static uint32_t back_end(const struct av_map *map, uint32_t made)
{
	uint32_t index = first_run_from(map, made);
	struct av_map_run run = run_before(map, index), next = run_at(map, index);
	return is_alike(run, next) ? run.from + (made - run.made) : next.from;
}

struct av_span av_map_back(const struct av_map *map, struct av_span made)
{
	if (!map->count)
		return made;
	uint32_t start = back_start(map, made.start);
	if (made.end <= made.start)
		return (struct av_span){ start, start };
	return (struct av_span){ start, back_end(map, made.end) };
}
