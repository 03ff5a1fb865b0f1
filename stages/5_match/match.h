/* SPDX-License-Identifier: MIT
 * What a worker owns to match rules, shared by match.c and capture.c. */
#ifndef AV_MATCH_H
#define AV_MATCH_H

#include <pcre2.h>

#include "ahead.h"
#include "inner/doc.h"
#include "inner/pattern_code.h"

/* A place of the shape where a rule can begin. */
struct av_start {
	uint32_t at, index; /* in bytes and in characters */
};

struct av_matcher {
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
	/* By rule: where its last match in the sentence ended, in the shape; valid where
	 * `in` is the sentence's number of the run. */
	struct { uint32_t end, in; } *last;
	struct av_ahead *ahead;
	uint16_t *classes; /* of the sentence's characters, and behind them of its end */
	struct av_start *starts;
	size_t capacity; /* of both */
	uint32_t run; /* sentences seen, never 0 */
};

/* The sentence that is being matched. */
struct av_scene {
	struct av_matcher *matcher;
	const struct av_rules *rules;
	struct av_doc *doc;
	uint32_t sentence;
	const struct av_token *tokens; /* its own */
	uint32_t token_count;
	uint32_t next_token;    /* the first of them that is not before the last match */
	uint32_t shape_start;
	struct av_str shape;    /* its own */
	uint32_t start_count;
	struct av_needs held;   /* what its tokens answer to, and its characters */
};

/* Appends the match that is in matcher->data, with its captures. false: out of memory. */
bool av_match_keep(struct av_scene *scene, uint32_t rule,
		   const struct av_pattern_code *pattern);

#endif
