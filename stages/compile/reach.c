/* SPDX-License-Identifier: MIT
 * The algebra of what patterns can begin with; see reach.h. */
#include "reach.h"

static void slots_or(struct av_slots *a, const struct av_slots *b)
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

static void join_points(struct av_compiler *c, struct av_points *points,
			const struct av_points *other)
{
	slots_or(&points->slots, &other->slots);
	points->ascii[0] |= other->ascii[0];
	points->ascii[1] |= other->ascii[1];
	points->any |= other->any;
	add_ranges(c, points, other->ranges, other->count);
}

/* --- Ways ----------------------------------------------------------------------------- */

static const struct av_points nothing[AV_DISPATCH_DEPTH];

/* A copy that can be changed until it is shared. NULL: no memory, which c knows. */
static struct av_points *copy_points(struct av_compiler *c, const struct av_points *at)
{
	struct av_points *copy = av_scratch(c, sizeof nothing);
	if (copy)
		memcpy(copy, at, sizeof nothing);
	return copy;
}

static void needs_or(struct av_needs *a, const struct av_needs *b)
{
	for (unsigned i = 0; i < AV_NEED_WORDS; i++)
		a->bits[i] |= b->bits[i];
}

static void needs_and(struct av_needs *a, const struct av_needs *b)
{
	for (unsigned i = 0; i < AV_NEED_WORDS; i++)
		a->bits[i] &= b->bits[i];
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

/* What stands in the first places where `b` stands behind `a`. */
static const struct av_points *points_then(struct av_compiler *c, const struct av_way *a,
					   const struct av_way *b)
{
	if (a->lengths == AV_REACH_LONG || b->lengths == 1)
		return a->at;
	if (a->lengths == 1)
		return b->at;
	struct av_points *at = copy_points(c, a->at);
	for (unsigned length = 0; at && length < AV_DISPATCH_DEPTH; length++)
		for (unsigned k = length; (a->lengths >> length & 1) && k < AV_DISPATCH_DEPTH; k++)
			join_points(c, &at[k], &b->at[k - length]);
	return at ? at : nothing;
}

static struct av_way way_then(struct av_compiler *c, const struct av_way *a,
			      const struct av_way *b)
{
	struct av_way way = { .at = points_then(c, a, b), .needs = a->needs,
			      .lengths = sum_lengths(a->lengths, b->lengths),
			      .text = a->text && b->text };
	needs_or(&way.needs, &b->needs);
	return way;
}

/* Makes one way of two. */
static void join_way(struct av_compiler *c, struct av_way *way, const struct av_way *other)
{
	struct av_points *at = copy_points(c, way->at);
	for (unsigned k = 0; at && k < AV_DISPATCH_DEPTH; k++)
		join_points(c, &at[k], &other->at[k]);
	way->at = at ? at : nothing;
	way->lengths |= other->lengths;
	way->text &= other->text;
	needs_and(&way->needs, &other->needs);
}

static bool same_points(const struct av_points *a, const struct av_points *b)
{
	return memcmp(&a->slots, &b->slots, sizeof a->slots) == 0 && a->ascii[0] == b->ascii[0] &&
	       a->ascii[1] == b->ascii[1] && a->ranges == b->ranges && a->count == b->count &&
	       a->any == b->any;
}

/* So many of the first places are the same. */
static unsigned common_places(const struct av_way *a, const struct av_way *b)
{
	unsigned k = 0;
	while (k < AV_DISPATCH_DEPTH && (a->at == b->at || same_points(&a->at[k], &b->at[k])))
		k++;
	return k;
}

static bool same_way(const struct av_way *a, const struct av_way *b)
{
	return a->lengths == b->lengths && memcmp(&a->needs, &b->needs, sizeof a->needs) == 0 &&
	       common_places(a, b) == AV_DISPATCH_DEPTH;
}

/* Ways that begin alike for so long lose little by becoming one. */
#define ALIKE 2

/* The way that begins most like `way`, of the first `count`. */
static unsigned nearest_way(const struct av_reach *r, unsigned count, const struct av_way *way,
			    unsigned *common)
{
	unsigned best = 0;
	*common = 0;
	for (unsigned i = 0; i < count && *common < ALIKE; i++) {
		unsigned places = common_places(&r->ways[i], way);
		if (places >= *common) {
			*common = places;
			best = i;
		}
	}
	return best;
}

/* Makes room for a way where there are too many: two that begin alike become one. */
static void crowd_way(struct av_compiler *c, struct av_reach *r, const struct av_way *way)
{
	unsigned most, best = nearest_way(r, r->count, way, &most), room = r->count;
	for (unsigned i = r->count - 1; i > 0 && most < ALIKE; i--) {
		unsigned common, near = nearest_way(r, i, &r->ways[i], &common);
		if (common <= most)
			continue;
		most = common;
		best = near;
		room = i;
	}
	join_way(c, &r->ways[best], room < r->count ? &r->ways[room] : way);
	if (room < r->count)
		r->ways[room] = *way;
}

static void add_way(struct av_compiler *c, struct av_reach *r, const struct av_way *way)
{
	for (unsigned i = 0; i < r->count; i++)
		if (same_way(&r->ways[i], way))
			return;
	for (unsigned i = 0; way->text && way->lengths != 1 && i < r->count; i++)
		if (r->ways[i].text && r->ways[i].lengths != 1) {
			join_way(c, &r->ways[i], way);
			return;
		}
	if (r->count < AV_WAYS)
		r->ways[r->count++] = *way;
	else
		crowd_way(c, r, way);
}

static bool points_within(const struct av_points *a, const struct av_points *b)
{
	uint64_t outside = (a->ascii[0] & ~b->ascii[0]) | (a->ascii[1] & ~b->ascii[1]);
	for (unsigned i = 0; i < AV_SLOT_WORDS; i++)
		outside |= a->slots.bits[i] & ~b->slots.bits[i];
	return b->any || (!outside && !a->any && (a->count == 0 || a->ranges == b->ranges));
}

bool av_way_within(const struct av_way *a, const struct av_way *b)
{
	for (unsigned i = 0; i < AV_NEED_WORDS; i++)
		if (b->needs.bits[i] & ~a->needs.bits[i])
			return false;
	/* what is behind a short match can be anything */
	for (unsigned k = 0; k < AV_DISPATCH_DEPTH && !(b->lengths & ((2u << k) - 1)); k++)
		if ((a->lengths & ((2u << k) - 1)) || !points_within(&a->at[k], &b->at[k]))
			return false;
	return true;
}

/* --- Reaches ---------------------------------------------------------------------------- */

struct av_reach av_reach_empty(void)
{
	struct av_reach r;
	r.ways[0] = (struct av_way){ .at = nothing, .lengths = 1, .text = true };
	r.count = 1;
	r.cover = (struct av_slots){ { 0 } };
	r.cover_size = 0;
	r.covered = r.needs_number = r.unbounded = r.ends_letter = false;
	return r;
}

struct av_reach av_reach_one(struct av_compiler *c, const struct av_points *points)
{
	static const struct av_slots none;
	struct av_reach r = av_reach_empty();
	struct av_points *at = copy_points(c, nothing);
	if (!at)
		return r;
	at[0] = *points;
	r.ways[0].at = at;
	r.ways[0].lengths = 2;
	r.ways[0].text = memcmp(&points->slots, &none, sizeof none) == 0;
	return r;
}

struct av_reach av_reach_any(struct av_compiler *c)
{
	struct av_reach r = av_reach_one(c, &(struct av_points){ .any = true });
	r.ends_letter = true;
	return r;
}

struct av_reach av_reach_text(struct av_compiler *c, struct av_str text)
{
	struct av_reach r = av_reach_empty();
	struct av_points *at = copy_points(c, nothing);
	unsigned count = 0;
	for (size_t i = 0; at && i < text.length; count++) {
		uint32_t code;
		i += av_utf8_decode(text.at + i, text.at + text.length, &code);
		if (count < AV_DISPATCH_DEPTH)
			av_points_add(c, &at[count], (struct av_range){ code, code });
		av_needs_sign(&r.ways[0].needs, code);
		r.ends_letter = (code | 32) >= 'a' && (code | 32) <= 'z';
	}
	r.ways[0].at = at ? at : nothing;
	count = count < AV_DISPATCH_DEPTH ? count : AV_DISPATCH_DEPTH;
	r.ways[0].lengths = (uint8_t)(1u << count);
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

struct av_reach av_reach_then(struct av_compiler *c, const struct av_reach *a,
			      const struct av_reach *b)
{
	struct av_reach r = *a;
	r.count = 0;
	for (unsigned i = 0; i < a->count; i++)
		for (unsigned k = 0; k < b->count; k++) {
			struct av_way way = way_then(c, &a->ways[i], &b->ways[k]);
			add_way(c, &r, &way);
		}
	choose_cover(&r, b);
	r.needs_number = a->needs_number || b->needs_number;
	r.unbounded = a->unbounded || b->unbounded;
	r.ends_letter = b->ends_letter || ((av_reach_lengths(b) & 1) && a->ends_letter);
	return r;
}

struct av_reach av_reach_or(struct av_compiler *c, const struct av_reach *a,
			    const struct av_reach *b)
{
	struct av_reach r = *a;
	for (unsigned i = 0; i < b->count; i++)
		add_way(c, &r, &b->ways[i]);
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

struct av_reach av_reach_look(const struct av_reach *a)
{
	struct av_reach r = av_reach_empty();
	r.ways[0].needs = a->ways[0].needs;
	for (unsigned i = 1; i < a->count; i++)
		needs_and(&r.ways[0].needs, &a->ways[i].needs);
	r.needs_number = a->needs_number;
	return r;
}

uint8_t av_reach_lengths(const struct av_reach *reach)
{
	uint8_t lengths = 0;
	for (unsigned i = 0; i < reach->count; i++)
		lengths |= reach->ways[i].lengths;
	return lengths;
}
