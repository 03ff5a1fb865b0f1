/* SPDX-License-Identifier: MIT
 * What is known of a pattern's matches without running it: the ways in which one can
 * begin, and what each of them cannot do without. Always on the safe side: it may say
 * that more is possible than is. Worked out bottom up while the pattern is read, so it
 * needs no syntax tree. */
#ifndef AV_REACH_H
#define AV_REACH_H

#include "compile.h"
#include "inner/dispatch.h"

struct av_range {
	uint32_t first, last;
};
/* A set of code points: named slots, ASCII, ranges of others, or all; none of them answers to
 * a slot that is barred: (?!<modern-year>)<number>. */
struct av_points {
	struct av_slots slots, barred;
	uint64_t ascii[2];
	const struct av_range *ranges;
	uint32_t count;
	bool any;
};
/* A way in which a match can begin: the code points that can stand in its first places,
 * how short it can be, and what stands in every match that begins so. */
struct av_way {
	const struct av_points *at; /* AV_DISPATCH_DEPTH of them, shared, hence never changed */
	struct av_needs needs;
	struct av_needs any; /* one of these, too, stands in every such match; empty: unknown */
	uint8_t lengths; /* bit k: a match can be k long; the last bit: that long or longer */
	bool text;       /* literal text without any slot */
	bool sure;       /* whatever has its points is a match */
	uint8_t numbers; /* at least so many numbers stand in it; 2 is the most that is counted */
	const struct av_points *before; /* what stands right before it; NULL: anything */
	const struct av_points *end;    /* its last character, where it has one; NULL: anything */
	struct av_slots barred; /* what stands right behind answers to none of these */
};
/* Ways are kept apart while they are few: with `<before>? <number>`, what follows a number
 * need not follow a <before>. Where there are more, literal texts become one way first. More
 * ways find fewer rules that then fail, and take longer to compile. */
#define AV_WAYS 8
struct av_reach {
	struct av_way ways[AV_WAYS];
	unsigned count;
	struct av_slots cover; /* one of these word slots is in every match, if covered */
	uint32_t cover_size;   /* words of the lexicon that answer to them */
	bool covered;
	bool needs_number; /* every match holds a number */
	bool unbounded;    /* a repeat without an end is inside */
	bool ends_letter;  /* the last character can be a Latin letter */
};
#define AV_REACH_LONG (1u << AV_DISPATCH_DEPTH)

/* Matches the empty text, wherever it is. */
struct av_reach av_reach_empty(void);
/* The empty text under a condition of which nothing is known: ^, a lookbehind. */
struct av_reach av_reach_border(void);
/* One character that is in the set. */
struct av_reach av_reach_one(struct av_compiler *c, const struct av_points *points);
/* One character that can be anything. */
struct av_reach av_reach_any(struct av_compiler *c);
/* Exactly this text. */
struct av_reach av_reach_text(struct av_compiler *c, struct av_str text);
struct av_reach av_reach_then(struct av_compiler *c, const struct av_reach *a,
			      const struct av_reach *b);
struct av_reach av_reach_or(struct av_compiler *c, const struct av_reach *a,
			    const struct av_reach *b);
/* most 0: without end. */
struct av_reach av_reach_repeat(struct av_compiler *c, const struct av_reach *a, unsigned least,
				unsigned most);
/* Nothing but what is needed by every match of `a`: text that only has to be there. */
struct av_reach av_reach_look(const struct av_reach *a);
/* The empty text behind `a`. */
struct av_reach av_reach_behind(struct av_compiler *c, const struct av_reach *a);
/* The empty text where `a` does not follow. */
struct av_reach av_reach_not(const struct av_reach *a);
/* The lengths of all ways together. */
uint8_t av_reach_lengths(const struct av_reach *reach);
/* needs.c: the signs of the points, one of which is there; empty: they are too many. */
struct av_needs av_needs_one_of(const struct av_compiler *c, const struct av_points *points);
/* What one way with either's matches needs; what one behind the other needs. */
void av_needs_either(struct av_way *way, const struct av_way *other);
void av_needs_both(struct av_way *way, const struct av_way *other);
/* Forgets of what needs one of where it needs a part of it anyway. */
void av_needs_settle(struct av_way *way);
/* Whether a sentence that has what `a` needs has what `b` needs. */
bool av_needs_within(const struct av_way *a, const struct av_way *b);
/* Whether all that begins as `a` says also begins as `b` says. */
bool av_way_within(const struct av_way *a, const struct av_way *b);

/* points.c */
void av_slots_or(struct av_slots *a, const struct av_slots *b);
void av_points_add(struct av_compiler *c, struct av_points *points, struct av_range range);
void av_points_join(struct av_compiler *c, struct av_points *points,
		    const struct av_points *other);
bool av_points_same(const struct av_points *a, const struct av_points *b);
/* Whether all of `a` is surely in `b`. */
bool av_points_within(const struct av_points *a, const struct av_points *b);

#endif
