/* SPDX-License-Identifier: MIT
 * The automaton of ahead.h. When it has grown to its bound it is forgotten and made anew
 * by what follows, so its memory does not grow with the text. */
#include "ahead.h"

#include <stdlib.h>

#include "inner/arena.h"
#include "inner/limits.h"

enum { START, NOWHERE, FIRST_OTHER };

/* Where a class leads from a state. Most classes lead nowhere and few are ever asked for,
 * so a hash table of what was asked stays in the cache where a row a state would not. */
struct step {
	uint32_t from_class; /* from * class_count + class */
	uint32_t to;         /* START: a free place */
};

/* Where all the classes of a place led: most places are like one seen before, and ask for
 * this alone. What comes later takes the room of what was there. */
struct recent {
	uint64_t first; /* four classes */
	uint32_t last;
	uint32_t state; /* START: free */
};
_Static_assert(AV_DISPATCH_DEPTH == 5, "struct recent holds five classes");

/* The ways that are left after the characters that lead here. */
struct state {
	const struct av_way_word *words;
	uint32_t count, depth;
	struct av_candidates candidates; /* at the last depth */
};

struct av_ahead {
	const struct av_dispatch *dispatch;
	struct state *states;
	struct step *steps; /* AV_AHEAD_STEPS of them */
	struct recent recent[AV_AHEAD_RECENT];
	uint32_t count, step_count;
	struct av_way_word *found; /* what is being worked out */
	struct av_arena arena;     /* the states' words and candidates */
};

struct av_ahead *av_ahead_new(const struct av_dispatch *dispatch)
{
	struct av_ahead *a = calloc(1, sizeof *a);
	if (!a)
		return NULL;
	a->dispatch = dispatch;
	a->count = FIRST_OTHER;
	a->states = calloc(AV_AHEAD_STEPS, sizeof *a->states);
	a->steps = calloc(AV_AHEAD_STEPS, sizeof *a->steps);
	a->found = calloc(dispatch->way_words, sizeof *a->found);
	if (a->states && a->steps && a->found)
		return a;
	av_ahead_free(a);
	return NULL;
}

void av_ahead_free(struct av_ahead *a)
{
	if (!a)
		return;
	av_arena_free(&a->arena);
	free(a->found);
	free(a->steps);
	free(a->states);
	free(a);
}

static void forget(struct av_ahead *a)
{
	memset(a->steps, 0, AV_AHEAD_STEPS * sizeof *a->steps);
	memset(a->recent, 0, sizeof a->recent);
	av_arena_reset(&a->arena);
	a->count = FIRST_OTHER;
	a->step_count = 0;
}

/* The ways of a state that can go on with a class, in a->found. */
static uint32_t go_on(struct av_ahead *a, const struct state *state, unsigned class)
{
	const struct av_dispatch *d = a->dispatch;
	const uint64_t *set =
		d->sets + ((size_t)class * AV_DISPATCH_PLACES + state->depth) * d->way_words;
	uint32_t count = 0;
	for (uint32_t i = 0; i < state->count; i++) {
		uint64_t ways = state->words[i].ways & set[state->words[i].index];
		a->found[count] = (struct av_way_word){ ways, state->words[i].index };
		count += ways != 0;
	}
	return count;
}

static bool list_candidates(struct av_ahead *a, struct state *state)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < state->count; i++)
		count += (uint32_t)__builtin_popcountll(state->words[i].ways);
	struct av_candidate *items = av_arena_alloc(&a->arena, (count + 1) * sizeof *items);
	if (!items)
		return false;
	state->candidates = (struct av_candidates){ items, count };
	for (uint32_t i = 0; i < state->count; i++)
		for (uint64_t ways = state->words[i].ways; ways; ways &= ways - 1) {
			uint32_t way = state->words[i].index * 64 +
				       (uint32_t)__builtin_ctzll(ways);
			*items++ = (struct av_candidate){ way, a->dispatch->needs_of[way],
							  a->dispatch->line_of[way] };
		}
	return true;
}

/* A state of the ways in a->found. START: no memory. */
static uint32_t add_state(struct av_ahead *a, uint32_t count, uint32_t depth)
{
	if (count == 0)
		return NOWHERE;
	struct state *state = &a->states[a->count];
	struct av_way_word *words = av_arena_alloc(&a->arena, count * sizeof *words);
	if (!words)
		return START;
	memcpy(words, a->found, count * sizeof *words);
	*state = (struct state){ .words = words, .count = count, .depth = depth };
	if (depth == AV_DISPATCH_DEPTH && !list_candidates(a, state))
		return START;
	return a->count++;
}

/* Works out where a class leads. START: no memory. */
static uint32_t make_step(struct av_ahead *a, uint32_t from, unsigned class, struct step *step)
{
	const struct av_way_words *begin = &a->dispatch->begins[class];
	uint32_t count = begin->count, depth = 1;
	if (from == START) {
		memcpy(a->found, begin->words, count * sizeof *a->found);
	} else {
		count = go_on(a, &a->states[from], class);
		depth = a->states[from].depth + 1;
	}
	step->from_class = from * a->dispatch->class_count + class;
	step->to = add_state(a, count, depth);
	a->step_count++;
	return step->to;
}

static inline uint32_t next_state(struct av_ahead *a, uint32_t from, unsigned class)
{
	uint32_t key = from * a->dispatch->class_count + class;
	uint32_t at = key * UINT32_C(0x9E3779B1) >> 18;
	struct step *step = &a->steps[at & (AV_AHEAD_STEPS - 1)];
	while (step->to != START && step->from_class != key)
		step = &a->steps[++at & (AV_AHEAD_STEPS - 1)];
	return step->to != START ? step->to : make_step(a, from, class, step);
}

/* The state behind all classes of a place. START: no memory. */
static uint32_t last_state(struct av_ahead *a, const uint16_t *classes)
{
	uint32_t state = START;
	for (unsigned k = 0; k < AV_DISPATCH_DEPTH; k++) {
		state = next_state(a, state, classes[k]);
		if (state <= NOWHERE)
			break;
	}
	return state;
}

/* The place of these classes among the recent ones. */
static inline struct recent *recent_of(struct av_ahead *a, uint64_t first, uint32_t last)
{
	uint64_t mixed = (first ^ (uint64_t)last << 29) * UINT64_C(0x9E3779B97F4A7C15);
	return &a->recent[mixed >> 32 & (AV_AHEAD_RECENT - 1)];
}

bool av_ahead_find(struct av_ahead *a, const uint16_t *classes, struct av_candidates *found)
{
	uint64_t first;
	memcpy(&first, classes, sizeof first);
	struct recent *recent = recent_of(a, first, classes[4]);
	if (recent->first != first || recent->last != classes[4] || recent->state == START) {
		if (a->step_count + AV_DISPATCH_DEPTH > AV_AHEAD_STEPS / 2)
			forget(a);
		*recent = (struct recent){ first, classes[4], last_state(a, classes) };
	}
	*found = a->states[recent->state].candidates;
	return recent->state != START;
}
