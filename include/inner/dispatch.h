/* SPDX-License-Identifier: MIT
 * Which rules can match at a place of the shape: made by stages/compile, read by
 * 5_match. A code point belongs to a class; a class has, for each of the first few
 * places of a match, the set of rules that can have it there. The rules to try at a
 * place are what these sets have in common: for the first one only its words that are
 * not empty are kept, so rules that can't begin there cost nothing. */
#ifndef AV_DISPATCH_H
#define AV_DISPATCH_H

#include <stdbool.h>
#include <stdint.h>

#define AV_DISPATCH_DEPTH 5   /* places of a match that are looked at beforehand */
#define AV_SLOT_WORDS 4       /* slots that a sentence can be asked for: 256 */
#define AV_DISPATCH_PAGES 256 /* pages of 256 code points: the BMP; beyond it is class 0 */

/* Bit per slot (a distinct `<tag|tag>` of any rule). */
struct av_slots {
	uint64_t bits[AV_SLOT_WORDS];
};

/* 64 rules of a set, from rule index * 64 on. */
struct av_rule_word {
	uint64_t rules;
	uint32_t index;
};
/* A set of rules without its empty words. */
struct av_rule_words {
	const struct av_rule_word *words;
	uint32_t count;
};

struct av_dispatch {
	uint32_t rule_words; /* 64-bit words in a set of rules */
	uint32_t class_count;
	uint32_t capture_max; /* the most PCRE2 groups that a rule has, 1 for the whole included */
	bool jit;             /* every pattern has native code */
	uint16_t page_of[AV_DISPATCH_PAGES]; /* code point >> 8 -> page */
	const uint16_t (*pages)[256]; /* -> class; class 0: what no rule names, and the end */
	uint16_t beyond;              /* the class of all code points beyond the BMP */
	const uint16_t *ascii;        /* the page of ASCII */
	const struct av_rule_words *begins; /* by class: the rules that can begin with it */
	/* (class * AV_DISPATCH_DEPTH + place) * rule_words */
	const uint64_t *sets;
	/* By rule: the slots it cannot do without. By tag set and by number form: the slots
	 * that the token answers to. */
	const struct av_slots *required, *set_answers, *form_answers;
};

#endif
