/* SPDX-License-Identifier: MIT
 * Which rules can match at a place of the shape: made by stages/compile, read by
 * 5_match. Each rule has some ways in which a match of it can begin. A code point belongs
 * to a class; a class has, for each of the first few places of a match, the set of ways
 * that can have it there. The ways to try at a place are what these sets have in common:
 * for the first one only its words that are not empty are kept, so rules that can't begin
 * there cost nothing. A way that needs what the sentence does not hold is barred in it. */
#ifndef AV_DISPATCH_H
#define AV_DISPATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "packed.h"
#include "rules.h"

#define AV_DISPATCH_DEPTH 5   /* places of a match that are looked at beforehand */
#define AV_DISPATCH_BEHIND AV_DISPATCH_DEPTH /* one more: the character before the match */
#define AV_DISPATCH_PLACES (AV_DISPATCH_DEPTH + 1)
#define AV_SLOT_WORDS 6       /* slots that a sentence can be asked for: 384 */
#define AV_DISPATCH_PAGES 256 /* pages of 256 code points: the BMP; beyond it is class 0 */

AV_PACKED_BEGIN
/* Bit per slot (a distinct `<tag|tag>` of any rule). */
struct av_slots {
	uint64_t bits[AV_SLOT_WORDS];
};

/* What a sentence must hold: a bit per slot, then one per ASCII character, then 128 that
 * all other characters share, then 512 that the words share which a pattern names as such.
 * The last word has one bit, for more numbers than one. */
#define AV_NEED_NUMBERS (AV_SLOT_WORDS + 12)
#define AV_NEED_WORDS (AV_NEED_NUMBERS + 1)
struct av_needs {
	uint64_t bits[AV_NEED_WORDS];
};
static inline void av_needs_sign(struct av_needs *needs, uint32_t code)
{
	uint32_t bit = code < 128 ? code : 128 + ((code ^ code >> 7) & 127);
	if (code >= AV_SHAPE_SET && code < AV_SHAPE_NUMBER)
		bit = 256 + (code & 511);
	needs->bits[AV_SLOT_WORDS + bit / 64] |= UINT64_C(1) << (bit % 64);
}

/* 64 ways of a set, from way index * 64 on. */
struct av_way_word {
	uint64_t ways, index;
};
/* A set of ways without its empty words. */
struct av_way_words {
	const struct av_way_word *words;
	size_t count;
};

/* One word of a struct av_needs that is not empty. */
struct av_need {
	uint64_t bits, word;
};
/* What a way cannot do without: `all` words whose bits must all be held, and behind them
 * `any` words of whose bits one must be held, if there are such. */
struct av_way_needs {
	uint32_t first; /* in dispatch->needs */
	uint8_t all, any;
	uint16_t behind; /* not 0: only some characters can stand before it */
};

/* A match line of a rule. */
struct av_rule_line {
	uint32_t rule, line;
};
AV_PACKED_END

struct av_dispatch {
	uint32_t way_words; /* 64-bit words in a set of ways */
	uint32_t capture_max; /* the most PCRE2 groups that a rule has, 1 for the whole included */
	/* How much there is of what follows, as the image wants to know. */
	uint32_t class_count, page_count, way_count, need_count, set_words, set_count, form_count;
	uint32_t named_count; /* words of named_sets */
	uint32_t beyond;              /* the class of all code points beyond the BMP */
	uint16_t page_of[AV_DISPATCH_PAGES]; /* code point >> 8 -> page */
	const uint16_t (*pages)[256]; /* -> class; class 0: what no rule names, and the end */
	const uint16_t *ascii;        /* the page of ASCII */
	const struct av_way_words *begins; /* by class: the ways that can begin with it */
	/* (class * AV_DISPATCH_PLACES + place) * way_words */
	const uint64_t *sets;
	/* By way: its line, and what it cannot do without. A rule's ways follow one another, in
	 * the order of its lines. */
	const struct av_rule_line *line_of;
	const struct av_way_needs *needs_of;
	const struct av_need *needs;
	/* By tag set, a bit: a pattern names its word. */
	const uint64_t *named_sets;
	/* By tag set and by number form: the slots that the token answers to. */
	const struct av_slots *set_answers, *form_answers;
};

#endif
