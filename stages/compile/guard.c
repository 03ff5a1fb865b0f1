/* SPDX-License-Identifier: MIT
 * A group of many branches, as a list of words makes, is tried branch by branch, and most often
 * none of them is there. So it asks first whether what stands there begins any: (?:a…|b…)
 * becomes (?:(?=[ab…])(?:a…|b…)). */
#include <stdio.h>

#include "pattern.h"

#define BRANCHES_MIN 8 /* fewer are tried sooner than asked for */
#define RANGES_MAX 32  /* in the question, which must stay cheap */

/* What matches can begin with. false: with anything, or with a word of some kind; or they can
 * be empty. */
static bool beginnings(struct av_compiler *c, const struct av_reach *reach,
		       struct av_points *begin)
{
	*begin = (struct av_points){ .any = false };
	for (unsigned i = 0; i < reach->count; i++) {
		const struct av_way *way = &reach->ways[i];
		if ((way->lengths & 1) || way->at[0].any)
			return false;
		av_points_join(c, begin, &way->at[0]);
	}
	uint64_t slots = 0;
	for (unsigned i = 0; i < AV_SLOT_WORDS; i++)
		slots |= begin->slots.bits[i];
	return reach->count && !begin->any && !slots && begin->count <= RANGES_MAX;
}

/* PCRE2 refuses surrogates, which no text holds. */
static void put_range(struct av_buffer *out, uint32_t first, uint32_t last)
{
	if (first < 0xD800 && last >= 0xD800) {
		put_range(out, first, 0xD7FF);
		first = 0xE000;
	}
	if (first <= last)
		av_buffer_printf(out, "\\x{%x}-\\x{%x}", first, last);
}

static void put_class(struct av_buffer *out, const struct av_points *points)
{
	for (uint32_t code = 0, first; code < 128; code++) {
		for (first = code; code < 128 && (points->ascii[code / 64] >> (code % 64) & 1);)
			code++;
		if (code > first)
			put_range(out, first, code - 1);
	}
	for (uint32_t i = 0; i < points->count; i++)
		put_range(out, points->ranges[i].first, points->ranges[i].last);
}

/* Puts text in among what is already out. */
static bool insert(struct av_walk *w, size_t at, struct av_str text)
{
	if (!av_buffer_reserve(&w->out, text.length))
		return false;
	memmove(w->out.at + at + text.length, w->out.at + at, w->out.length - at);
	memcpy(w->out.at + at, text.at, text.length);
	w->out.length += text.length;
	for (uint32_t i = w->traces.count; i-- > 0 && w->traces.items[i].out >= at;)
		w->traces.items[i].out += (uint32_t)text.length;
	return true;
}

void av_guard(struct av_walk *w, const struct av_group *group, const struct av_reach *reach)
{
	struct av_points begin;
	if (w->mark || group->branches < BRANCHES_MIN || av_walk_behind(w) ||
	    !beginnings(w->c, reach, &begin))
		return;
	struct av_buffer question = { 0 };
	av_buffer_append(&question, AV_STR("(?=["));
	put_class(&question, &begin);
	av_buffer_append(&question, AV_STR("])(?:"));
	if (question.failed || !insert(w, group->out, av_buffer_str(&question)))
		w->c->no_memory = true;
	av_buffer_free(&question);
	av_walk_put(w, AV_STR(")"));
}
