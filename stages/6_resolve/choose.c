/* SPDX-License-Identifier: MIT
 * Which matches win where they overlap. One total order decides: false friend, longer
 * span, priority, more slots, rule name, place. The best match is taken, then the best
 * of those that overlap none taken, and so on. Matches come by place, so what overlaps
 * stands together in a group, and most are a group by themselves. In one of several a bit
 * per byte tells what is taken, so that a long sentence full of them costs a sort. */
#include <stdlib.h>

#include "draft.h"

/* The order's first four parts in one number; 20 bits are more than a sentence has bytes. */
static uint64_t order_of(const struct av_rules *rules, const struct av_match *match)
{
	const struct av_rule *rule = &rules->rules.items[match->rule];
	uint64_t length = av_span_length(match->span);
	if (length > 0xFFFFF)
		length = 0xFFFFF;
	return (uint64_t)(rule->kind == AV_FALSE_FRIEND) << 63 | length << 40 |
	       (uint64_t)(uint16_t)(rule->priority + 0x8000) << 16 | match->slots;
}

struct order_context {
	const struct av_rules *rules;
	const struct av_doc *doc;
};

/* Best first. */
static int compare_candidates(const void *x, const void *y, void *context)
{
	const struct order_context *with = context;
	const struct av_candidate *a = x, *b = y;
	if (a->order != b->order)
		return a->order > b->order ? -1 : 1;
	const struct av_match *p = &with->doc->matches.items[a->match];
	const struct av_match *q = &with->doc->matches.items[b->match];
	int name = p->rule == q->rule ? 0
				      : av_str_compare(with->rules->rules.items[p->rule].name,
						       with->rules->rules.items[q->rule].name);
	return name ? name : (a->match > b->match) - (a->match < b->match);
}

/* A few candidates are put in order as they come; many by the library, in n log n. */
static void sort_candidates(struct av_candidate *items, uint32_t count,
			    struct order_context *context)
{
	if (count > 24) {
		qsort_r(items, count, sizeof *items, compare_candidates, context);
		return;
	}
	for (uint32_t i = 1; i < count; i++) {
		struct av_candidate one = items[i];
		uint32_t j = i;
		for (; j && compare_candidates(&one, &items[j - 1], context) < 0; j--)
			items[j] = items[j - 1];
		items[j] = one;
	}
}

/* Takes bytes [start, end); false, and nothing changes, where some are taken already. */
static bool take(uint64_t *taken, uint32_t start, uint32_t end)
{
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t word = start / 64; word * 64 < end; word++) {
			uint64_t mask = ~UINT64_C(0);
			if (word == start / 64)
				mask <<= start % 64;
			if (end - word * 64 < 64)
				mask &= (UINT64_C(1) << (end - word * 64)) - 1;
			if (pass)
				taken[word] |= mask;
			else if (taken[word] & mask)
				return false;
		}
	return true;
}

/* Nothing taken yet in a group of so many bytes. */
static bool clear_taken(struct av_choice *choice, uint32_t bytes)
{
	uint32_t words = bytes / 64 + 1;
	choice->taken.count = 0;
	while (choice->taken.capacity < words)
		if (!av_list_grow((void **)&choice->taken.items, &choice->taken.capacity,
				  sizeof *choice->taken.items))
			return false;
	memset(choice->taken.items, 0, words * sizeof *choice->taken.items);
	return true;
}

static bool add_winner(struct av_choice *choice, uint32_t match)
{
	uint32_t *winner = av_list_push(&choice->winners);
	if (winner)
		*winner = match;
	return winner;
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* Takes the best of a group's sorted candidates; the winners are in order again. */
static bool take_best(struct av_choice *choice, const struct av_doc *doc, struct av_span group,
		      uint32_t count)
{
	uint32_t before = choice->winners.count;
	if (!clear_taken(choice, av_span_length(group)))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t index = choice->candidates.items[i].match;
		struct av_span span = doc->matches.items[index].span;
		if (take(choice->taken.items, span.start - group.start, span.end - group.start) &&
		    !add_winner(choice, index))
			return false;
	}
	if (choice->winners.count > before + 1) /* the order of index is that of place */
		qsort(choice->winners.items + before, choice->winners.count - before,
		      sizeof(uint32_t), compare_numbers);
	return true;
}

/* The best candidate of a group, and the order of each. */
static const struct av_candidate *rank(struct av_candidate *all, uint32_t count,
				       struct order_context *context)
{
	const struct av_candidate *best = all;
	for (uint32_t i = 0; i < count; i++) {
		all[i].order = order_of(context->rules, &context->doc->matches.items[all[i].match]);
		if (i && compare_candidates(&all[i], best, context) < 0)
			best = &all[i];
	}
	return best;
}

/* The winners of a group of several; most often one match spans it all and is the best. */
static bool contest(struct av_choice *choice, struct order_context *context, struct av_span group,
		    uint32_t count)
{
	struct av_candidate *all = choice->candidates.items;
	uint32_t best = rank(all, count, context)->match;
	if (av_span_holds(context->doc->matches.items[best].span, group))
		return add_winner(choice, best);
	sort_candidates(all, count, context);
	return take_best(choice, context->doc, group, count);
}

/* The winners among the candidates, which are one group. Leaves no candidates. */
static bool settle(struct av_choice *choice, struct order_context *context, struct av_span group)
{
	uint32_t count = choice->candidates.count;
	choice->candidates.count = 0;
	if (count < 2)
		return count == 0 || add_winner(choice, choice->candidates.items->match);
	return contest(choice, context, group, count);
}

bool av_choose(struct av_choice *choice, const struct av_rules *rules, const struct av_doc *doc,
	       uint32_t first, uint32_t end)
{
	struct order_context context = { rules, doc };
	struct av_span group = { 0, 0 };
	choice->candidates.count = choice->winners.count = 0;
	for (uint32_t i = first; i < end; i++) {
		const struct av_match *match = &doc->matches.items[i];
		if (!av_makes_sense(&choice->senses, rules, doc, match))
			continue;
		if (match->span.start >= group.end) {
			if (!settle(choice, &context, group))
				return false;
			group = match->span;
		}
		if (match->span.end > group.end)
			group.end = match->span.end;
		struct av_candidate *one = av_list_push(&choice->candidates);
		if (!one)
			return false;
		one->match = i;
	}
	return settle(choice, &context, group);
}
