/* SPDX-License-Identifier: MIT
 * Runs the rules over the sentences that have a shape. A rule is tried, anchored, only
 * where the next few code points and the sentence's tokens allow a match of it; nearly
 * all tries then succeed. A rule goes on behind its own last match. */
#include <stdlib.h>

#include "inner/limits.h"
#include "inner/stage.h"
#include "match.h"

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
	free(m->classes);
	free(m->starts);
	free(m->last);
	free(m);
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
	m->last = calloc(rules->rules.count + 1, sizeof *m->last);
	m->ahead = av_ahead_new(rules->dispatch);
	if (!m->context || !m->data || !m->stack || !m->last || !m->ahead) {
		close_matcher(m);
		*state = NULL;
		return AVER_NO_MEMORY;
	}
	pcre2_set_match_limit(m->context, AV_PCRE_MATCH_LIMIT);
	pcre2_set_depth_limit(m->context, AV_PCRE_DEPTH_LIMIT);
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	return AVER_OK;
}

/* --- One rule at one place ------------------------------------------------------------------ */

/* Tells that a rule was given up in this sentence. */
static enum aver_status note_limit(const struct av_scene *s, uint32_t rule)
{
	struct av_str name = s->rules->rules.items[rule].name;
	bool noted = av_doc_note(s->doc, s->doc->sentences.items[s->sentence].span,
				 "rule %.*s took too long and was given up for this sentence",
				 (int)name.length, name.at);
	return noted ? AVER_OK : AVER_NO_MEMORY;
}

static int try_pattern(const struct av_scene *s, const struct av_pattern_code *pattern,
		       uint32_t at)
{
	const struct av_matcher *m = s->matcher;
	PCRE2_SPTR text = (PCRE2_SPTR)s->shape.at;
	if (pattern->jit)
		return pcre2_jit_match(pattern->code, text, s->shape.length, at, 0, m->data,
				       m->context);
	return pcre2_match(pattern->code, text, s->shape.length, at, PCRE2_NO_UTF_CHECK, m->data,
			   m->context);
}

/* A match counts where the sentence holds what stands in the rule's line `with`; as that
 * search overwrites it, it is made once more. */
static int try_with(const struct av_scene *s, uint32_t rule, const struct av_pattern_code *pattern,
		    uint32_t at)
{
	const struct av_rule *r = &s->rules->rules.items[rule];
	const struct av_pattern_code *with = av_pattern_code(s->rules, r, r->line_count - 1u);
	if (!with)
		return PCRE2_ERROR_NOMEMORY;
	int result = try_pattern(s, with, 0);
	return result < 0 ? result : try_pattern(s, pattern, at);
}

static enum aver_status try_line(struct av_scene *s, struct av_rule_line of, uint32_t at)
{
	uint32_t rule = of.rule;
	struct av_matcher *m = s->matcher;
	if (m->last[rule].in == m->run && at < m->last[rule].end)
		return AVER_OK;
	const struct av_pattern_code *pattern =
		av_pattern_code(s->rules, &s->rules->rules.items[rule], of.line);
	if (!pattern)
		return AVER_NO_MEMORY;
	int result = try_pattern(s, pattern, at);
	if (result >= 0 && s->rules->rules.items[rule].with)
		result = try_with(s, rule, pattern, at);
	if (result == PCRE2_ERROR_NOMATCH)
		return AVER_OK;
	if (result == PCRE2_ERROR_NOMEMORY)
		return AVER_NO_MEMORY;
	m->last[rule].in = m->run;
	m->last[rule].end = UINT32_MAX; /* given up, unless it matched */
	if (result < 0)
		return note_limit(s, rule);
	m->last[rule].end = (uint32_t)pcre2_get_ovector_pointer(m->data)[1];
	return av_match_keep(s, rule, pattern) ? AVER_OK : AVER_NO_MEMORY;
}

/* --- One sentence ------------------------------------------------------------------------------
 */

/* Whether the sentence holds all that a way needs. */
static inline bool holds(const struct av_scene *s, uint32_t way)
{
	const struct av_dispatch *d = s->rules->dispatch;
	const struct av_need *need = d->needs + d->first_need[way];
	const struct av_need *end = d->needs + d->first_need[way + 1];
	while (need < end && !(need->bits & ~s->held.bits[need->word]))
		need++;
	return need == end;
}

/* All rules that can stand at `at`, from where on the classes are these. */
static enum aver_status try_place(struct av_scene *s, const uint16_t *classes, size_t at)
{
	struct av_candidates found;
	if (!av_ahead_find(s->matcher->ahead, classes, &found))
		return AVER_NO_MEMORY;
	struct av_rule_line tried = { UINT32_MAX, 0 };
	for (uint32_t i = 0; i < found.count; i++) {
		struct av_rule_line of = found.items[i].of;
		bool again = of.rule == tried.rule && of.line == tried.line;
		if (again || !holds(s, found.items[i].way))
			continue;
		enum aver_status status = try_line(s, of, (uint32_t)at);
		if (status != AVER_OK)
			return status;
		tried = of;
	}
	return AVER_OK;
}

static enum aver_status match_sentence(struct av_scene *s)
{
	const struct av_matcher *m = s->matcher;
	for (uint32_t i = 0; i < s->start_count; i++) {
		const struct av_start *start = &m->starts[i];
		enum aver_status status = try_place(s, m->classes + start->index, start->at);
		if (status != AVER_OK)
			return status;
	}
	return AVER_OK;
}

/* What the sentence's tokens answer to. */
static void gather_slots(const struct av_scene *s, struct av_needs *held)
{
	const struct av_dispatch *d = s->rules->dispatch;
	for (uint32_t i = 0; i < s->token_count; i++) {
		uint32_t code;
		const char *at = s->shape.at + (s->tokens[i].shape_start - s->shape_start);
		av_utf8_decode_valid(at, &code);
		const struct av_slots *own = code >= AV_SHAPE_NUMBER
						     ? &d->form_answers[code - AV_SHAPE_NUMBER]
						     : &d->set_answers[code - AV_SHAPE_SET];
		for (unsigned k = 0; k < AV_SLOT_WORDS; k++)
			held->bits[k] |= own->bits[k];
	}
}

/* Room for a sentence: the classes of its characters and of its end, and its starts. */
static bool make_room(struct av_matcher *m, size_t length)
{
	if (length <= m->capacity)
		return true;
	uint16_t *classes = realloc(m->classes, length * sizeof *classes);
	m->classes = classes ? classes : m->classes;
	struct av_start *starts = classes ? realloc(m->starts, length * sizeof *starts) : NULL;
	if (!starts)
		return false;
	m->starts = starts;
	m->capacity = length;
	return true;
}

static bool is_word_byte(unsigned char c)
{
	return (unsigned)(c - 'a') < 26u || (unsigned)(c - '0') < 10u;
}

/* The sentence's characters one by one: their classes, where a match can begin (never
 * inside a Latin word), and the characters outside its tokens as what it holds. */
static void read_shape(struct av_scene *s)
{
	const struct av_dispatch *d = s->rules->dispatch;
	uint16_t *classes = s->matcher->classes;
	struct av_start *starts = s->matcher->starts;
	uint64_t *ascii = s->held.bits + AV_SLOT_WORDS;
	uint32_t index = 0, count = 0;
	bool behind_word = false;
	for (size_t at = 0; at < s->shape.length; index++) {
		unsigned char byte = (unsigned char)s->shape.at[at];
		bool word = is_word_byte(byte);
		uint32_t code = byte;
		starts[count] = (struct av_start){ (uint32_t)at, index };
		if (byte < 0x80) {
			ascii[byte >> 6] |= UINT64_C(1) << (byte & 63);
			classes[index] = d->ascii[byte];
			at++;
		} else {
			at += av_utf8_decode_valid(s->shape.at + at, &code);
			if (code < AV_SHAPE_SET || code > AV_SHAPE_LAST)
				av_needs_sign(&s->held, code);
			classes[index] = code < 0x10000
						 ? d->pages[d->page_of[code >> 8]][code & 255]
						 : d->beyond;
		}
		count += d->begins[classes[index]].count && !(word && behind_word);
		behind_word = word;
	}
	memset(classes + index, 0, AV_DISPATCH_DEPTH * sizeof *classes);
	s->start_count = count;
}

/* Goes to the i-th sentence, which has a shape. false: no memory. */
static bool open_scene(struct av_scene *s, uint32_t i, const struct av_sentence_tokens *own)
{
	s->sentence = i;
	s->tokens = s->doc->tokens.items + own->first;
	s->token_count = own->count;
	s->next_token = 0;
	s->shape_start = own->shape_start;
	s->shape = av_str_of(s->doc->shape.at + own->shape_start,
			     own->shape_end - own->shape_start);
	s->held = (struct av_needs){ { 0 } };
	if (!make_room(s->matcher, s->shape.length + AV_DISPATCH_DEPTH))
		return false;
	gather_slots(s, &s->held);
	read_shape(s);
	return true;
}

static enum aver_status run_matcher(void *state, const struct av_rules *rules, struct av_doc *doc)
{
	struct av_matcher *m = state;
	struct av_scene scene = { .matcher = m, .rules = rules, .doc = doc };
	for (uint32_t i = 0; i < doc->sentence_tokens.count; i++) {
		const struct av_sentence_tokens *own = &doc->sentence_tokens.items[i];
		if (own->shape_start == own->shape_end)
			continue;
		if (++m->run == 0) { /* the count came round: what is old must not look new */
			memset(m->last, 0, rules->rules.count * sizeof *m->last);
			m->run = 1;
		}
		if (!open_scene(&scene, i, own))
			return AVER_NO_MEMORY;
		enum aver_status status = match_sentence(&scene);
		if (status != AVER_OK)
			return status;
	}
	return AVER_OK;
}

const struct av_stage av_stage_match = { "match", open_matcher, run_matcher, close_matcher };
