/* SPDX-License-Identifier: MIT
 * Runs the rules over the sentences that have a shape. What is to be tried where in the
 * whole block is found first (begin.c); then each rule has all its tries in a row, for the
 * native code of hundreds of rules fits no processor's nearest cache, that of one does.
 * What they find is put back into the order of the text. A rule goes on behind its own
 * last match. */
#include "match.h"

#include <stdlib.h>

#include "inner/limits.h"
#include "inner/stage.h"

/* --- What a worker owns --------------------------------------------------------------- */

static void close_matcher(void *state)
{
	struct av_matcher *m = state;
	if (!m)
		return;
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
	pcre2_jit_stack_free(m->stack);
	av_ahead_free(m->ahead);
	free(m->can_begin);
	free(m->classes);
	free(m->starts);
	free(m->tries.items);
	free(m->tries_of);
	free(m->rules.items);
	free(m->matches.items);
	free(m);
}

/* By class, whether a rule can begin with it. NULL: no memory. */
static bool *beginnings(const struct av_dispatch *d)
{
	bool *can_begin = malloc(d->class_count);
	for (uint32_t i = 0; can_begin && i < d->class_count; i++)
		can_begin[i] = d->begins[i].count > 0;
	return can_begin;
}

static enum aver_status open_matcher(const struct av_rules *rules, void **state)
{
	struct av_matcher *m = calloc(1, sizeof *m);
	*state = m;
	if (!m)
		return AVER_NO_MEMORY;
	m->context = pcre2_match_context_create(NULL);
	m->data = pcre2_match_data_create(rules->dispatch->capture_max, NULL);
	m->stack = pcre2_jit_stack_create(16 * 1024, AV_JIT_STACK, NULL);
	m->tries_of = malloc((rules->rules.count + 1) * sizeof *m->tries_of);
	m->ahead = av_ahead_new(rules->dispatch);
	m->can_begin = beginnings(rules->dispatch);
	if (!m->context || !m->data || !m->stack || !m->tries_of || !m->ahead || !m->can_begin) {
		close_matcher(m);
		*state = NULL;
		return AVER_NO_MEMORY;
	}
	memset(m->tries_of, 0xff, rules->rules.count * sizeof *m->tries_of);
	pcre2_set_match_limit(m->context, AV_PCRE_MATCH_LIMIT);
	pcre2_set_depth_limit(m->context, AV_PCRE_DEPTH_LIMIT);
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	return AVER_OK;
}

/* --- The tries of a rule ----------------------------------------------------------------- */

static int try_pattern(const struct av_matcher *m, const struct av_pattern_code *pattern,
		       struct av_str shape, uint32_t at)
{
	PCRE2_SPTR text = (PCRE2_SPTR)shape.at;
	if (pattern->jit)
		return pcre2_jit_match(pattern->code, text, shape.length, at, 0, m->data,
				       m->context);
	return pcre2_match(pattern->code, text, shape.length, at, PCRE2_NO_UTF_CHECK, m->data,
			   m->context);
}

/* A match counts where the sentence holds what stands in the rule's line `with`; as that
 * search overwrites it, it is made once more. */
static int try_with(const struct av_matcher *m, const struct av_rules *rules,
		    const struct av_rule *rule, const struct av_pattern_code *pattern,
		    struct av_str shape, uint32_t at)
{
	const struct av_pattern_code *with = av_pattern_code(rules, rule, rule->line_count - 1u);
	if (!with)
		return PCRE2_ERROR_NOMEMORY;
	int result = try_pattern(m, with, shape, 0);
	return result < 0 ? result : try_pattern(m, pattern, shape, at);
}

/* `*end` gets where the match ended in its shape; how it was where there is none. */
static enum aver_status try_line(struct av_matcher *m, const struct av_rules *rules,
				 struct av_doc *doc, struct av_try *try, uint32_t *end)
{
	const struct av_rule *rule = &rules->rules.items[try->of.rule];
	const struct av_str shape = av_shape_of(doc, try->sentence);
	const struct av_pattern_code *pattern = av_pattern_code(rules, rule, try->of.line);
	if (!pattern)
		return AVER_NO_MEMORY;
	int result = try_pattern(m, pattern, shape, try->at);
	if (result >= 0 && rule->with)
		result = try_with(m, rules, rule, pattern, shape, try->at);
	if (result == PCRE2_ERROR_NOMATCH)
		return AVER_OK;
	if (result == PCRE2_ERROR_NOMEMORY)
		return AVER_NO_MEMORY;
	if (result < 0) {
		try->gave_up = true;
		*end = UINT32_MAX;
		return AVER_OK;
	}
	*end = (uint32_t)pcre2_get_ovector_pointer(m->data)[1];
	try->match = m->matches.count;
	bool kept = av_match_keep(m, rules, doc, try, pattern, (unsigned)result);
	return kept ? AVER_OK : AVER_NO_MEMORY;
}

static enum aver_status run_tries(struct av_matcher *m, const struct av_rules *rules,
				  struct av_doc *doc, uint32_t first)
{
	uint32_t sentence = AV_NONE, end = 0; /* of the last match */
	for (uint32_t i = first; i != AV_NONE; i = m->tries.items[i].next) {
		struct av_try *try = &m->tries.items[i];
		if (try->sentence != sentence)
			end = 0;
		sentence = try->sentence;
		if (try->at < end)
			continue;
		enum aver_status status = try_line(m, rules, doc, try, &end);
		if (status != AVER_OK)
			return status;
	}
	return AVER_OK;
}

/* --- A block ----------------------------------------------------------------------------- */

static void forget_tries(struct av_matcher *m)
{
	for (uint32_t i = 0; i < m->rules.count; i++)
		m->tries_of[m->rules.items[i]].first = AV_NONE;
	m->tries.count = m->rules.count = m->matches.count = 0;
}

static bool find_tries(struct av_matcher *m, const struct av_rules *rules,
		       const struct av_doc *doc)
{
	forget_tries(m);
	for (uint32_t i = 0; i < doc->sentence_tokens.count; i++) {
		const struct av_sentence_tokens *own = &doc->sentence_tokens.items[i];
		if (own->shape_start != own->shape_end && !av_begin(m, rules, doc, i))
			return false;
	}
	return true;
}

/* Tells that a rule was given up in a sentence. */
static bool note_limit(const struct av_rules *rules, struct av_doc *doc, const struct av_try *try)
{
	struct av_str name = rules->rules.items[try->of.rule].name;
	return av_doc_note(doc, doc->sentences.items[try->sentence].span,
			   "rule %.*s took too long and was given up for this sentence",
			   (int)name.length, name.at);
}

/* What the tries found goes to the document, in the order of the text. */
static bool hand_on(struct av_matcher *m, const struct av_rules *rules, struct av_doc *doc)
{
	for (uint32_t i = 0; i < m->tries.count; i++) {
		const struct av_try *try = &m->tries.items[i];
		if (try->gave_up && !note_limit(rules, doc, try))
			return false;
		if (try->match == AV_NONE)
			continue;
		struct av_match *match = av_list_add(&doc->matches);
		if (!match)
			return false;
		*match = m->matches.items[try->match];
	}
	return true;
}

static enum aver_status run_matcher(void *state, const struct av_rules *rules, struct av_doc *doc)
{
	struct av_matcher *m = state;
	if (!find_tries(m, rules, doc))
		return AVER_NO_MEMORY;
	for (uint32_t i = 0; i < m->rules.count; i++) {
		uint32_t first = m->tries_of[m->rules.items[i]].first;
		enum aver_status status = run_tries(m, rules, doc, first);
		if (status != AVER_OK)
			return status;
	}
	return hand_on(m, rules, doc) ? AVER_OK : AVER_NO_MEMORY;
}

const struct av_stage av_stage_match = { "match", open_matcher, run_matcher, close_matcher };
