/* SPDX-License-Identifier: MIT
 * The algebra of what patterns can begin with; see reach.h. */
#include "reach.h"

static void slots_or(struct av_slots *a, const struct av_slots *b)
{
	for (unsigned i = 0; i < AV_SLOT_WORDS; i++)
		a->bits[i] |= b->bits[i];
}

static void slots_and(struct av_slots *a, const struct av_slots *b)
{
	for (unsigned i = 0; i < AV_SLOT_WORDS; i++)
		a->bits[i] &= b->bits[i];
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

void av_points_join(struct av_compiler *c, struct av_points *points, const struct av_points *other)
{
	slots_or(&points->slots, &other->slots);
	points->ascii[0] |= other->ascii[0];
	points->ascii[1] |= other->ascii[1];
	points->any |= other->any;
	add_ranges(c, points, other->ranges, other->count);
}

struct av_reach av_reach_empty(void)
{
	return (struct av_reach){ .lengths = 1 };
}

struct av_reach av_reach_any(void)
{
	struct av_reach r = { .lengths = 2, .ends_letter = true };
	r.at[0].any = true;
	return r;
}

/* Whichever of the two covers is the rarer one. */
static void choose_cover(struct av_reach *r, const struct av_reach *other)
{
	if (!other->covered || (r->covered && r->cover_size <= other->cover_size))
		return;
	r->covered = true;
	r->cover = other->cover;
	r->cover_size = other->cover_size;
}

static uint8_t sum_lengths(uint8_t a, uint8_t b)
{
	unsigned sum = 0;
	for (unsigned i = 0; i <= AV_DISPATCH_DEPTH; i++)
		if (a >> i & 1)
			sum |= (unsigned)b << i;
	if (sum >= AV_REACH_LONG)
		sum = (sum & (AV_REACH_LONG - 1)) | AV_REACH_LONG;
	return (uint8_t)sum;
}

struct av_reach av_reach_then(struct av_compiler *c, const struct av_reach *a,
			      const struct av_reach *b)
{
	struct av_reach r = *a;
	for (unsigned length = 0; length < AV_DISPATCH_DEPTH; length++)
		for (unsigned k = length; (a->lengths >> length & 1) && k < AV_DISPATCH_DEPTH; k++)
			av_points_join(c, &r.at[k], &b->at[k - length]);
	r.lengths = sum_lengths(a->lengths, b->lengths);
	slots_or(&r.required, &b->required);
	choose_cover(&r, b);
	r.needs_number = a->needs_number || b->needs_number;
	r.unbounded = a->unbounded || b->unbounded;
	r.ends_letter = b->ends_letter || ((b->lengths & 1) && a->ends_letter);
	return r;
}

struct av_reach av_reach_or(struct av_compiler *c, const struct av_reach *a,
			    const struct av_reach *b)
{
	struct av_reach r = *a;
	for (unsigned k = 0; k < AV_DISPATCH_DEPTH; k++)
		av_points_join(c, &r.at[k], &b->at[k]);
	r.lengths = a->lengths | b->lengths;
	slots_and(&r.required, &b->required);
	/* A branch with a number has the sentence looked at anyway. */
	r.covered = (a->covered || a->needs_number) && (b->covered || b->needs_number);
	r.cover_size = 0;
	r.cover = (struct av_slots){ { 0 } };
	const struct av_reach *both[] = { a, b };
	for (unsigned i = 0; r.covered && i < 2; i++) {
		if (both[i]->needs_number)
			continue;
		slots_or(&r.cover, &both[i]->cover);
		r.cover_size += both[i]->cover_size;
	}
	r.needs_number = a->needs_number && b->needs_number;
	r.unbounded = a->unbounded || b->unbounded;
	r.ends_letter = a->ends_letter || b->ends_letter;
	return r;
}

struct av_reach av_reach_repeat(struct av_compiler *c, const struct av_reach *a, unsigned least,
				unsigned most)
{
	struct av_reach r = av_reach_empty(), empty = av_reach_empty();
	unsigned times = least < AV_DISPATCH_DEPTH ? least : AV_DISPATCH_DEPTH;
	for (unsigned i = 0; i < times; i++)
		r = av_reach_then(c, &r, a);
	struct av_reach option = av_reach_or(c, a, &empty);
	unsigned more = most == 0 ? AV_DISPATCH_DEPTH : most - least;
	for (unsigned i = 0; i < more && i < AV_DISPATCH_DEPTH; i++)
		r = av_reach_then(c, &r, &option);
	if (most == 0)
		r.unbounded = true;
	return r;
}
