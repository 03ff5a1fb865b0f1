/* SPDX-License-Identifier: MIT
 * The algebra of what patterns can begin with; see reach.h. */
#include "reach.h"

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
			av_points_join(c, &at[k], &b->at[k - length]);
	return at ? at : nothing;
}

/* Either of two sets; NULL, which is all there is, where one is. */
static const struct av_points *either(struct av_compiler *c, const struct av_points *a,
				      const struct av_points *b)
{
	if (!a || !b || a == b)
		return a && b ? a : NULL;
	struct av_points *both = av_scratch(c, sizeof *both);
	if (!both)
		return NULL;
	*both = *a;
	av_points_join(c, both, b);
	return both;
}

static bool has_slots(const struct av_slots *slots)
{
	uint64_t some = 0;
	for (unsigned i = 0; i < AV_SLOT_WORDS; i++)
		some |= slots->bits[i];
	return some != 0;
}

/* `b` where it stands behind what bars some slots, if it surely has a first place. */
static struct av_way barred_way(struct av_compiler *c, const struct av_way *b,
				const struct av_slots *barred)
{
	struct av_way way = *b;
	if (b->lengths == 1)
		av_slots_or(&way.barred, barred);
	if ((b->lengths & 1) || !has_slots(barred))
		return way;
	struct av_points *at = copy_points(c, b->at);
	if (at)
		av_slots_or(&at[0].barred, barred);
	way.at = at ? at : nothing;
	return way;
}

static struct av_way way_then(struct av_compiler *c, const struct av_way *a,
			      const struct av_way *next)
{
	const struct av_way behind = barred_way(c, next, &a->barred), *b = &behind;
	struct av_way way = { .at = points_then(c, a, b), .needs = a->needs, .any = a->any,
			      .numbers = a->numbers,
			      .lengths = sum_lengths(a->lengths, b->lengths),
			      .text = a->text && b->text,
			      .sure = a->sure && b->sure && (a->lengths == 1 || b->lengths == 1),
			      .before = a->before || a->lengths > 1 ? a->before : b->before,
			      .end = !(b->lengths & 1) ? b->end : either(c, a->end, b->end),
			      .barred = b->barred };
	if (b->lengths == 1)
		way.end = a->end;
	av_needs_both(&way, b);
	return way;
}

/* Makes one way of two. */
static void join_way(struct av_compiler *c, struct av_way *way, const struct av_way *other)
{
	struct av_points *at = copy_points(c, way->at);
	for (unsigned k = 0; at && k < AV_DISPATCH_DEPTH; k++)
		av_points_join(c, &at[k], &other->at[k]);
	way->at = at ? at : nothing;
	way->lengths |= other->lengths;
	way->text &= other->text;
	way->sure = false;
	way->before = either(c, way->before, other->before);
	way->end = either(c, way->end, other->end);
	for (unsigned i = 0; i < AV_SLOT_WORDS; i++)
		way->barred.bits[i] &= other->barred.bits[i];
	av_needs_either(way, other);
}

/* So many of the first places are the same. */
static unsigned common_places(const struct av_way *a, const struct av_way *b)
{
	unsigned k = 0;
	while (k < AV_DISPATCH_DEPTH && (a->at == b->at || av_points_same(&a->at[k], &b->at[k])))
		k++;
	return k;
}

static bool same_set(const struct av_points *a, const struct av_points *b)
{
	return a == b || (a && b && av_points_same(a, b));
}

static bool same_way(const struct av_way *a, const struct av_way *b)
{
	return a->lengths == b->lengths && a->numbers == b->numbers &&
	       same_set(a->before, b->before) && same_set(a->end, b->end) &&
	       memcmp(&a->needs, &b->needs, sizeof a->needs) == 0 &&
	       memcmp(&a->any, &b->any, sizeof a->any) == 0 &&
	       memcmp(&a->barred, &b->barred, sizeof a->barred) == 0 &&
	       common_places(a, b) == AV_DISPATCH_DEPTH;
}

/* How much two ways are alike: literal texts are, for they are many where a list is and rare
 * one by one; then those that begin with the same places. */
static unsigned likeness(const struct av_way *a, const struct av_way *b)
{
	bool texts = a->text && b->text && a->lengths != 1 && b->lengths != 1;
	return common_places(a, b) + (texts ? AV_DISPATCH_DEPTH : 0);
}

/* Makes room for a way where there are too many: the two that are most alike become one. */
static void crowd_way(struct av_compiler *c, struct av_reach *r, const struct av_way *way)
{
	const struct av_way *second = way;
	unsigned first = 0, most = 0;
	for (unsigned i = 0; i < r->count; i++)
		for (unsigned k = i + 1; k <= r->count; k++) {
			const struct av_way *other = k < r->count ? &r->ways[k] : way;
			unsigned like = likeness(&r->ways[i], other);
			if (like < most || (like == most && other != way))
				continue;
			most = like;
			first = i;
			second = other;
		}
	join_way(c, &r->ways[first], second);
	if (second != way)
		r->ways[second - r->ways] = *way;
}

static void add_way(struct av_compiler *c, struct av_reach *r, const struct av_way *way)
{
	for (unsigned i = 0; i < r->count; i++)
		if (same_way(&r->ways[i], way))
			return;
	if (r->count < AV_WAYS)
		r->ways[r->count++] = *way;
	else
		crowd_way(c, r, way);
}

bool av_way_within(const struct av_way *a, const struct av_way *b)
{
	if (!av_needs_within(a, b))
		return false;
	if (b->before && !(a->before && av_points_within(a->before, b->before)))
		return false;
	/* what is behind a short match can be anything */
	for (unsigned k = 0; k < AV_DISPATCH_DEPTH && !(b->lengths & ((2u << k) - 1)); k++)
		if ((a->lengths & ((2u << k) - 1)) || !av_points_within(&a->at[k], &b->at[k]))
			return false;
	return true;
}

/* --- Reaches ---------------------------------------------------------------------------- */

struct av_reach av_reach_empty(void)
{
	struct av_reach r;
	r.ways[0] = (struct av_way){ .at = nothing, .lengths = 1, .text = true, .sure = true };
	r.count = 1;
	r.cover = (struct av_slots){ { 0 } };
	r.cover_size = 0;
	r.covered = r.needs_number = r.unbounded = r.ends_letter = false;
	return r;
}

struct av_reach av_reach_border(void)
{
	struct av_reach r = av_reach_empty();
	r.ways[0].sure = false;
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
	r.ways[0].sure = false;
	r.ways[0].any = av_needs_one_of(c, points);
	r.ways[0].end = points->any ? NULL : at;
	r.ways[0].text = memcmp(&points->slots, &none, sizeof none) == 0;
	return r;
}

struct av_reach av_reach_any(struct av_compiler *c)
{
	struct av_reach r = av_reach_one(c, &(struct av_points){ .any = true });
	r.ends_letter = true;
	return r;
}

static const struct av_points *point_of(struct av_compiler *c, uint32_t code)
{
	struct av_points *point = av_scratch(c, sizeof *point);
	if (point)
		av_points_add(c, point, (struct av_range){ code, code });
	return point;
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
		r.ways[0].end = i < text.length ? NULL : point_of(c, code);
		r.ends_letter = (code | 32) >= 'a' && (code | 32) <= 'z';
	}
	r.ways[0].at = at ? at : nothing;
	count = count < AV_DISPATCH_DEPTH ? count : AV_DISPATCH_DEPTH;
	r.ways[0].lengths = (uint8_t)(1u << count);
	r.ways[0].sure = count == 0;
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

/* Nothing was put there yet. */
static bool is_empty(const struct av_reach *reach)
{
	return reach->count == 1 && reach->ways[0].lengths == 1 && reach->ways[0].sure;
}

struct av_reach av_reach_then(struct av_compiler *c, const struct av_reach *a,
			      const struct av_reach *b)
{
	if (is_empty(a) || is_empty(b))
		return is_empty(a) ? *b : *a;
	struct av_reach r;
	r.count = 0;
	r.covered = a->covered;
	r.cover = a->cover;
	r.cover_size = a->cover_size;
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
		av_slots_or(&r.cover, &both[i]->cover);
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
	struct av_reach r = av_reach_border();
	r.ways[0].needs = a->ways[0].needs;
	r.ways[0].any = a->ways[0].any;
	for (unsigned i = 1; i < a->count; i++)
		av_needs_either(&r.ways[0], &a->ways[i]);
	/* the number that it sees may be the one that follows */
	r.ways[0].numbers = 0;
	r.needs_number = a->needs_number;
	return r;
}

struct av_reach av_reach_behind(struct av_compiler *c, const struct av_reach *a)
{
	struct av_reach r = av_reach_look(a);
	if (av_reach_lengths(a) & 1)
		return r;
	r.ways[0].before = a->ways[0].end;
	for (unsigned i = 1; i < a->count; i++)
		r.ways[0].before = either(c, r.ways[0].before, a->ways[i].end);
	return r;
}

/* Of what would match for sure if it followed, one character that is a slot is told. */
struct av_reach av_reach_not(const struct av_reach *a)
{
	struct av_reach r = av_reach_border();
	for (unsigned i = 0; i < a->count; i++)
		if (a->ways[i].sure && a->ways[i].lengths == 2)
			av_slots_or(&r.ways[0].barred, &a->ways[i].at[0].slots);
	return r;
}

uint8_t av_reach_lengths(const struct av_reach *reach)
{
	uint8_t lengths = 0;
	for (unsigned i = 0; i < reach->count; i++)
		lengths |= reach->ways[i].lengths;
	return lengths;
}
