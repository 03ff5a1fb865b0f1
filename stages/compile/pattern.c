/* SPDX-License-Identifier: MIT
 * Reads an expanded pattern from left to right, one construct at a time. Only as much of
 * PCRE2's syntax is understood as is needed to know literals, slots, groups and repeats;
 * whatever else is wrong with it, PCRE2 says. */
#include <stdarg.h>
#include <stdio.h>

#include "pattern.h"

void av_walk_say(struct av_walk *w, uint32_t start, uint32_t end, const char *format, ...)
{
	char text[400];
	va_list arguments;
	w->broken = true;
	if (w->mark)
		return;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	av_part_say(w->c, AV_ERROR, av_expansion_place(w->expansion, start, end), "%s", text);
}

static void note_trace(struct av_walk *w)
{
	struct av_trace *trace = w->mark ? NULL : av_list_push(&w->traces);
	if (trace)
		*trace = (struct av_trace){ (uint32_t)w->out.length, w->at, w->expansion };
	else if (!w->mark)
		w->c->no_memory = true;
}

void av_walk_put(struct av_walk *w, struct av_str text)
{
	if (!w->mark)
		av_buffer_append(&w->out, text);
}

void av_walk_put_code(struct av_walk *w, uint32_t code)
{
	char bytes[4];
	unsigned length = av_utf8_encode(code, bytes);
	av_walk_put(w, av_str_of(bytes, length));
}

void av_walk_copy(struct av_walk *w, uint32_t to)
{
	if (to > w->text.length)
		to = (uint32_t)w->text.length;
	av_walk_put(w, av_str_of(w->text.at + w->at, to - w->at));
	w->at = to;
}

bool av_walk_behind(const struct av_walk *w)
{
	bool behind = w->fixed;
	for (unsigned i = 1; i <= w->depth; i++)
		behind |= w->groups[i].behind;
	return behind;
}

static void any_character(struct av_walk *w)
{
	struct av_reach any = av_reach_any(w->c);
	av_group_atom(w, &any);
	av_walk_copy(w, w->at + 1);
}

/* `^` and `$`: the ends of the sentence. */
static void end_of_text(struct av_walk *w)
{
	struct av_reach border = av_reach_border();
	av_group_atom(w, &border);
	av_walk_copy(w, w->at + 1);
}

static void quantifier_or_literal(struct av_walk *w)
{
	if (av_is_quantifier(w->text, w->at))
		av_group_quantifier(w);
	else
		av_literal(w);
}

static const struct {
	char first;
	void (*read)(struct av_walk *w);
} constructs[] = {
	{ '\\', av_escape },      { '[', av_class },
	{ '<', av_slot },         { '(', av_group_open },
	{ ')', av_group_close },  { '|', av_group_bar },
	{ '.', any_character },   { '^', end_of_text },
	{ '$', end_of_text },         { '*', quantifier_or_literal },
	{ '+', quantifier_or_literal }, { '?', quantifier_or_literal },
	{ '{', quantifier_or_literal },
};

static void step(struct av_walk *w)
{
	char first = w->text.at[w->at];
	note_trace(w);
	for (unsigned i = 0; i < sizeof constructs / sizeof *constructs; i++) {
		if (constructs[i].first == first) {
			constructs[i].read(w);
			return;
		}
	}
	av_literal(w);
}

bool av_walk_part(struct av_walk *w, const struct av_expansion *expansion, struct av_reach *reach)
{
	w->expansion = expansion;
	w->text = expansion->text;
	w->at = 0;
	w->depth = 0;
	struct av_group *outer = &w->groups[0];
	outer->kind = AV_GROUP_PLAIN;
	outer->behind = outer->has_whole = outer->has_last = false;
	outer->before = av_reach_empty();
	while (!w->broken && !w->c->no_memory && w->at < w->text.length)
		step(w);
	if (!w->broken && w->depth > 0)
		av_walk_say(w, w->groups[w->depth].start, w->groups[w->depth].start + 1,
			    "this `(` has no `)`");
	if (w->out.failed)
		w->c->no_memory = true;
	if (w->broken || w->c->no_memory)
		return false;
	*reach = av_group_finish(w);
	return true;
}

struct av_part av_walk_place(const struct av_walk *w, size_t out)
{
	uint32_t k = w->traces.count - 1;
	while (k > 0 && w->traces.items[k].out > out)
		k--;
	const struct av_trace *trace = &w->traces.items[k];
	uint32_t at = trace->at, end = at + 1;
	struct av_str text = trace->expansion->text;
	if (at >= text.length)
		at = text.length ? (uint32_t)text.length - 1 : 0;
	while (end < text.length && ((unsigned char)text.at[end] & 0xC0) == 0x80)
		end++;
	return av_expansion_place(trace->expansion, at, end);
}
