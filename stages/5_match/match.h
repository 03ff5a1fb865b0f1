/* SPDX-License-Identifier: MIT
 * What a worker owns to match rules, shared by the files of this folder. */
#ifndef AV_MATCH_H
#define AV_MATCH_H

#include <pcre2.h>

#include "ahead.h"
#include "inner/doc.h"
#include "inner/pattern_code.h"

/* A place of a sentence's shape where a rule can begin. */
struct av_start {
	uint32_t at, index; /* in bytes and in characters */
	uint32_t token;     /* so many tokens of the sentence begin before it */
};

/* A line of a rule to be tried at a place. */
struct av_try {
	struct av_rule_line of;
	uint32_t sentence;
	uint32_t at, token; /* as in struct av_start */
	uint32_t next;      /* the next try of the same rule, or AV_NONE */
	uint32_t match;     /* what came of it: an index of matcher->matches, or AV_NONE */
	bool gave_up;
};
/* The tries of a rule in the block, in the order of the text. */
struct av_tries_of {
	uint32_t first, last; /* indices of matcher->tries */
};

struct av_matcher {
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
	struct av_ahead *ahead;
	bool *can_begin; /* by class */
	/* the sentence that is being read (begin.c) */
	uint16_t *classes; /* of its characters, and behind them of its end */
	struct av_start *starts;
	size_t capacity; /* of both */
	/* of the block */
	struct { AV_LIST(struct av_try); } tries;     /* by place */
	struct av_tries_of *tries_of;                 /* by rule; first AV_NONE: none */
	struct { AV_LIST(uint32_t); } rules;          /* those that have tries */
	struct { AV_LIST(struct av_match); } matches; /* as they were found */
};

/* begin.c: appends to matcher->tries what may match in the i-th sentence. false: no memory. */
bool av_begin(struct av_matcher *m, const struct av_rules *rules, const struct av_doc *doc,
	      uint32_t i);

/* capture.c: appends the match that is in matcher->data, with its captures; of the pattern's
 * groups those from group_count on are not set. false: no memory. */
bool av_match_keep(struct av_matcher *m, const struct av_rules *rules, struct av_doc *doc,
		   const struct av_try *try, const struct av_pattern_code *pattern,
		   unsigned group_count);

static inline struct av_str av_shape_of(const struct av_doc *doc, uint32_t sentence)
{
	const struct av_sentence_tokens *own = &doc->sentence_tokens.items[sentence];
	return av_str_of(doc->shape.at + own->shape_start, own->shape_end - own->shape_start);
}

#endif
