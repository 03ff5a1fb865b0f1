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
	free(m->found);
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
	m->found = calloc(rules->dispatch->rule_words, sizeof *m->found);
	if (!m->context || !m->data || !m->stack || !m->last || !m->found) {
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

static int try_pattern(const struct av_scene *s, uint32_t rule, uint32_t at)
{
	const struct av_matcher *m = s->matcher;
	PCRE2_SPTR text = (PCRE2_SPTR)s->shape.at;
	const pcre2_code *code = s->rules->rules.items[rule].pattern;
	if (s->rules->dispatch->jit)
		return pcre2_jit_match(code, text, s->shape.length, at, 0, m->data, m->context);
	return pcre2_match(code, text, s->shape.length, at, PCRE2_NO_UTF_CHECK, m->data,
			   m->context);
}

static enum aver_status try_rule(const struct av_scene *s, uint32_t rule, uint32_t at)
{
	struct av_matcher *m = s->matcher;
	const struct av_slots *required = &s->rules->dispatch->required[rule];
	uint64_t missing = 0;
	for (unsigned i = 0; i < AV_SLOT_WORDS; i++)
		missing |= required->bits[i] & ~s->slots.bits[i];
	if (missing || (m->last[rule].in == m->run && at < m->last[rule].end))
		return AVER_OK;
	int result = try_pattern(s, rule, at);
	if (result == PCRE2_ERROR_NOMATCH)
		return AVER_OK;
	if (result == PCRE2_ERROR_NOMEMORY)
		return AVER_NO_MEMORY;
	m->last[rule].in = m->run;
	m->last[rule].end = UINT32_MAX; /* given up, unless it matched */
	if (result < 0)
		return note_limit(s, rule);
	m->last[rule].end = (uint32_t)pcre2_get_ovector_pointer(m->data)[1];
	return av_match_keep(s, rule) ? AVER_OK : AVER_NO_MEMORY;
}

/* --- One sentence ------------------------------------------------------------------------------
 */

/* The class of the code point at `at`, which is valid; *at moves behind it. */
static inline unsigned next_class(const struct av_dispatch *d, struct av_str shape, size_t *at)
{
	if (*at >= shape.length)
		return 0;
	const char *here = shape.at + *at;
	if ((unsigned char)*here < 0x80) {
		++*at;
		return d->ascii[(unsigned char)*here];
	}
	uint32_t code;
	*at += av_utf8_decode_valid(here, &code);
	return code < 0x10000 ? d->pages[d->page_of[code >> 8]][code & 255] : d->beyond;
}

/* The words of a set of rules that hold a rule which can begin with the class, and of
 * these rules those that can go on as the shape does from `ahead` on. Returns how many
 * words are left in `found`; none as soon as no rule is. */
static uint32_t narrow(const struct av_scene *s, unsigned class, size_t ahead,
		       struct av_rule_word *found)
{
	const struct av_dispatch *d = s->rules->dispatch;
	const struct av_rule_words *begin = &d->begins[class];
	uint32_t count = begin->count;
	memcpy(found, begin->words, count * sizeof *found);
	for (unsigned place = 1; place < AV_DISPATCH_DEPTH && count; place++) {
		size_t next = next_class(d, s->shape, &ahead);
		const uint64_t *set = d->sets + (next * AV_DISPATCH_DEPTH + place) * d->rule_words;
		uint32_t left = 0;
		for (uint32_t i = 0; i < count; i++) {
			uint64_t rules = found[i].rules & set[found[i].index];
			found[left] = (struct av_rule_word){ rules, found[i].index };
			left += rules != 0;
		}
		count = left;
	}
	return count;
}

/* All rules that can stand at `at`, where the class is and the shape goes on at `ahead`. */
static enum aver_status try_place(const struct av_scene *s, unsigned class, size_t at, size_t ahead)
{
	struct av_rule_word *found = s->matcher->found;
	uint32_t count = narrow(s, class, ahead, found);
	for (uint32_t i = 0; i < count; i++)
		for (uint64_t rules = found[i].rules; rules; rules &= rules - 1) {
			uint32_t rule = found[i].index * 64 + (uint32_t)__builtin_ctzll(rules);
			enum aver_status status = try_rule(s, rule, (uint32_t)at);
			if (status != AVER_OK)
				return status;
		}
	return AVER_OK;
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* No match begins inside a Latin word. */
static bool inside_word(struct av_str shape, size_t at)
{
	return at > 0 && is_word_byte(shape.at[at]) && is_word_byte(shape.at[at - 1]);
}

static enum aver_status match_sentence(const struct av_scene *s)
{
	const struct av_dispatch *d = s->rules->dispatch;
	const struct av_str shape = s->shape;
	for (size_t at = 0, next = 0; at < shape.length; at = next) {
		unsigned class = next_class(d, shape, &next);
		if (!d->begins[class].count || inside_word(shape, at))
			continue;
		enum aver_status status = try_place(s, class, at, next);
		if (status != AVER_OK)
			return status;
	}
	return AVER_OK;
}

/* What the sentence's tokens answer to, together. */
static struct av_slots gather_slots(const struct av_scene *s)
{
	const struct av_dispatch *d = s->rules->dispatch;
	struct av_slots all = { { 0 } };
	for (uint32_t i = 0; i < s->token_count; i++) {
		uint32_t code;
		const char *at = s->shape.at + (s->tokens[i].shape_start - s->shape_start);
		av_utf8_decode(at, s->shape.at + s->shape.length, &code);
		const struct av_slots *own = code >= AV_SHAPE_NUMBER
						     ? &d->form_answers[code - AV_SHAPE_NUMBER]
						     : &d->set_answers[code - AV_SHAPE_SET];
		for (unsigned k = 0; k < AV_SLOT_WORDS; k++)
			all.bits[k] |= own->bits[k];
	}
	return all;
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
		scene.sentence = i;
		scene.tokens = doc->tokens.items + own->first;
		scene.token_count = own->count;
		scene.shape_start = own->shape_start;
		scene.shape = av_str_of(doc->shape.at + own->shape_start,
					own->shape_end - own->shape_start);
		scene.slots = gather_slots(&scene);
		enum aver_status status = match_sentence(&scene);
		if (status != AVER_OK)
			return status;
	}
	return AVER_OK;
}

const struct av_stage av_stage_match = { "match", open_matcher, run_matcher, close_matcher };
