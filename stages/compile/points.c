/* SPDX-License-Identifier: MIT
 * Sets of code points (reach.h). */
#include "reach.h"

void av_slots_or(struct av_slots *a, const struct av_slots *b)
{
	for (unsigned i = 0; i < AV_SLOT_WORDS; i++)
		a->bits[i] |= b->bits[i];
}

static bool holds(const struct av_range *ranges, uint32_t count, struct av_range range)
{
	for (uint32_t i = 0; i < count; i++)
		if (ranges[i].first <= range.first && range.last <= ranges[i].last)
			return true;
	return false;
}

/* Adds what is not ASCII. Lists are shared between reaches, hence never changed. */
static void add_ranges(struct av_compiler *c, struct av_points *points, const struct av_range *more,
		       uint32_t count)
{
	if (count == 0 || points->any)
		return;
	if (points->count == 0) {
		points->ranges = more;
		points->count = count;
		return;
	}
	struct av_range *all = av_scratch(c, (points->count + count) * sizeof *all);
	if (!all)
		return;
	memcpy(all, points->ranges, points->count * sizeof *all);
	uint32_t total = points->count;
	for (uint32_t i = 0; i < count; i++)
		if (!holds(points->ranges, points->count, more[i]))
			all[total++] = more[i];
	points->ranges = all;
	points->count = total;
}

void av_points_add(struct av_compiler *c, struct av_points *points, struct av_range range)
{
	for (; range.first <= range.last && range.first < 128; range.first++)
		points->ascii[range.first / 64] |= UINT64_C(1) << (range.first % 64);
	if (range.first > range.last)
		return;
	struct av_range *copy = av_scratch(c, sizeof *copy);
	if (!copy)
		return;
	*copy = range;
	add_ranges(c, points, copy, 1);
}

static bool is_nothing(const struct av_points *points)
{
	uint64_t some = points->ascii[0] | points->ascii[1] | points->count | points->any;
	for (unsigned i = 0; i < AV_SLOT_WORDS; i++)
		some |= points->slots.bits[i];
	return !some;
}

void av_points_join(struct av_compiler *c, struct av_points *points,
			const struct av_points *other)
{
	if (is_nothing(other))
		return;
	bool first = is_nothing(points);
	for (unsigned i = 0; i < AV_SLOT_WORDS; i++)
		points->barred.bits[i] = (points->barred.bits[i] | (first ? ~UINT64_C(0) : 0)) &
					 other->barred.bits[i];
	av_slots_or(&points->slots, &other->slots);
	points->ascii[0] |= other->ascii[0];
	points->ascii[1] |= other->ascii[1];
	points->any |= other->any;
	add_ranges(c, points, other->ranges, other->count);
}

bool av_points_same(const struct av_points *a, const struct av_points *b)
{
	return a->ascii[0] == b->ascii[0] && a->ascii[1] == b->ascii[1] &&
	       a->ranges == b->ranges && a->count == b->count && a->any == b->any &&
	       memcmp(&a->slots, &b->slots, sizeof a->slots) == 0 &&
	       memcmp(&a->barred, &b->barred, sizeof a->barred) == 0;
}

bool av_points_within(const struct av_points *a, const struct av_points *b)
{
	uint64_t outside = (a->ascii[0] & ~b->ascii[0]) | (a->ascii[1] & ~b->ascii[1]);
	for (unsigned i = 0; i < AV_SLOT_WORDS; i++)
		outside |= (a->slots.bits[i] & ~b->slots.bits[i]) |
			   (b->barred.bits[i] & ~a->barred.bits[i]);
	return b->any || (!outside && !a->any && (a->count == 0 || a->ranges == b->ranges));
}
