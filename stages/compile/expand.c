/* SPDX-License-Identifier: MIT
 * {macros} and {lists} of a pattern, put in as text. A byte of the result knows the place
 * in the rule file it came from, so that a caret stands under what the author wrote. */
#include <stdlib.h>

#include "draft.h"

/* Macros in macros deeper than this are taken for a mistake. */
#define DEPTH 16
/* An expanded pattern longer than this would not compile in reasonable time. */
#define LENGTH_MAX 65536u

struct frame {
	struct av_part rest;
	struct av_macro *macro; /* NULL: the pattern itself */
	bool wrapped;           /* stands in a group of its own: `a|b`, or {x}? */
};
struct expander {
	struct av_compiler *c;
	struct av_expansion *out;
	struct av_buffer text;
	struct frame frames[DEPTH];
	unsigned depth;
};

static bool note_origin(struct expander *e, struct av_part part, bool fixed)
{
	struct av_origin *origin = av_list_push(&e->out->origins);
	if (!origin)
		return false;
	*origin = (struct av_origin){ (uint32_t)e->text.length, part, fixed };
	return true;
}

static bool put(struct expander *e, struct av_part part)
{
	if (part.start == part.end)
		return true;
	if (!note_origin(e, part, false))
		return false;
	av_buffer_append(&e->text, av_part_str(part));
	return !e->text.failed;
}

static bool put_fixed(struct expander *e, struct av_str text, struct av_part part)
{
	if (!note_origin(e, part, true))
		return false;
	av_buffer_append(&e->text, text);
	return !e->text.failed;
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* The end of `{name}` at `at`, 0 if it is something else: {2,3}, \p{Han}. */
static uint32_t reference_end(struct av_str text, uint32_t at)
{
	uint32_t end = at + 1;
	if (end >= text.length || !(text.at[end] >= 'a' && text.at[end] <= 'z'))
		return 0;
	while (end < text.length && is_name(text.at[end]))
		end++;
	return end < text.length && text.at[end] == '}' ? end + 1 : 0;
}

/* Whether a `{` at `at` belongs to an escape: \p{Han}, \x{4e00}. */
static bool after_escape(struct av_str text, uint32_t start, uint32_t at)
{
	static const char letters[] = "pPxogkN";
	return at >= start + 2 && text.at[at - 2] == '\\' &&
	       memchr(letters, text.at[at - 1], sizeof letters - 1);
}

/* What quotes a character of a list item. */
static bool put_item(struct expander *e, struct av_part item)
{
	static const char special[] = "\\^$.[]|()?*+{}<>";
	uint32_t from = item.start;
	const char *at = item.line->text.at;
	for (uint32_t i = item.start; i < item.end; i++) {
		if (!memchr(special, at[i], sizeof special - 1))
			continue;
		if (!put(e, (struct av_part){ item.line, from, i }) ||
		    !put_fixed(e, AV_STR("\\"), (struct av_part){ item.line, i, i + 1 }))
			return false;
		from = i;
	}
	return put(e, (struct av_part){ item.line, from, item.end });
}

static bool put_list(struct expander *e, const struct av_macro *list, struct av_part name)
{
	struct av_part rest = list->body;
	bool fine = put_fixed(e, AV_STR("(?:"), name);
	for (bool first = true; fine && rest.start < rest.end; first = false) {
		struct av_part item = rest;
		const char *bar =
			memchr(rest.line->text.at + rest.start, '|', rest.end - rest.start);
		item.end = bar ? (uint32_t)(bar - rest.line->text.at) : rest.end;
		rest.start = bar ? item.end + 1 : rest.end;
		item = av_part_trim(item);
		if (item.start == item.end) {
			av_part_say(e->c, AV_ERROR, list->word,
				    "the list has an empty item; remove the `|`");
			return false;
		}
		fine = (first || put_fixed(e, AV_STR("|"), name)) && put_item(e, item);
	}
	return fine && put_fixed(e, AV_STR(")"), name);
}

static void unknown(struct expander *e, struct av_part name, struct av_str word)
{
	struct av_str *names = av_scratch(e->c, e->c->macros.count * sizeof *names);
	size_t count = 0;
	for (uint32_t i = 0; names && i < e->c->macros.count; i++) {
		struct av_str one = e->c->macros.items[i].name;
		if (av_macro_find(e->c, name.line->file, one))
			names[count++] = one;
	}
	struct av_str near = names ? av_nearest(word, names, count) : word;
	if (near.length > 0)
		av_part_say(e->c, AV_ERROR, name,
			    "unknown macro or list `%.*s`, did you mean `%.*s`?", (int)word.length,
			    word.at, (int)near.length, near.at);
	else
		av_part_say(
			e->c, AV_ERROR, name,
			"unknown macro or list `%.*s`; define it with `macro %.*s = PATTERN` or "
			"write \\{ for the character itself",
			(int)word.length, word.at, (int)word.length, word.at);
}

/* Whether the macro's text needs a group to stay one thing where it is put in. */
static bool needs_group(const struct av_macro *macro, struct av_part name)
{
	struct av_str text = name.line->text, body = av_part_str(macro->body);
	bool repeated = name.end < text.length && memchr("?*+{", text.at[name.end], 4);
	return repeated || memchr(body.at, '|', body.length);
}

static bool enter(struct expander *e, struct av_part name)
{
	struct av_str word =
		av_part_str((struct av_part){ name.line, name.start + 1, name.end - 1 });
	struct av_macro *macro = av_macro_find(e->c, name.line->file, word);
	if (!macro) {
		unknown(e, name, word);
		return false;
	}
	if (macro->list)
		return put_list(e, macro, name);
	if (macro->busy || e->depth == DEPTH) {
		av_part_say(e->c, AV_ERROR, name, "macro `%.*s` %s", (int)word.length, word.at,
			    macro->busy ? "uses itself" : "is nested too deeply");
		return false;
	}
	macro->busy = true;
	bool wrapped = needs_group(macro, name);
	e->frames[e->depth++] = (struct frame){ macro->body, macro, wrapped };
	return !wrapped || put_fixed(e, AV_STR("(?:"), name);
}

/* Copies the top frame up to its end or its next {name}, which it enters. */
static bool advance(struct expander *e)
{
	struct frame *frame = &e->frames[e->depth - 1];
	struct av_part part = frame->rest;
	struct av_str text = part.line->text;
	for (uint32_t at = part.start; at < part.end; at++) {
		uint32_t end = text.at[at] == '{' ? reference_end(text, at) : 0;
		bool escaped = text.at[at] == '\\';
		if (escaped)
			at++;
		if (!end || end > part.end || after_escape(text, part.start, at))
			continue;
		frame->rest.start = end;
		return put(e, (struct av_part){ part.line, part.start, at }) &&
		       enter(e, (struct av_part){ part.line, at, end });
	}
	if (frame->macro)
		frame->macro->busy = false;
	e->depth--;
	return put(e, part) && (!frame->wrapped || put_fixed(e, AV_STR(")"), part));
}

bool av_expand(struct av_compiler *c, struct av_part body, struct av_expansion *out)
{
	struct expander e = { .c = c, .out = out, .depth = 1 };
	e.frames[0].rest = body;
	bool fine = true;
	while (fine && e.depth > 0) {
		fine = advance(&e);
		if (fine && e.text.length > LENGTH_MAX) {
			av_part_say(c, AV_ERROR, body,
				    "the pattern is longer than %u bytes once its macros are "
				    "put in; make several rules of it", LENGTH_MAX);
			fine = false;
		}
	}
	for (unsigned i = 1; i < e.depth; i++)
		e.frames[i].macro->busy = false;
	out->text = av_buffer_str(&e.text);
	if (e.text.failed)
		c->no_memory = true;
	return fine;
}

void av_expansion_free(struct av_expansion *expansion)
{
	free((void *)(uintptr_t)expansion->text.at);
	free(expansion->origins.items);
	*expansion = (struct av_expansion){ 0 };
}

/* The last origin that begins at or before `at`. */
static const struct av_origin *origin_at(const struct av_expansion *x, uint32_t at)
{
	uint32_t low = 0, high = x->origins.count;
	while (high - low > 1) {
		uint32_t middle = (low + high) / 2;
		if (x->origins.items[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return &x->origins.items[low];
}

struct av_part av_expansion_place(const struct av_expansion *x, uint32_t start, uint32_t end)
{
	const struct av_origin *from = origin_at(x, start);
	const struct av_origin *to = origin_at(x, end > start ? end - 1 : start);
	struct av_part place = from->part;
	if (!from->fixed)
		place.start += start - from->start;
	if (to->part.line == place.line && !to->fixed)
		place.end = to->part.start + (end - to->start);
	else if (to->part.line == place.line)
		place.end = to->part.end;
	if (place.end > from->part.line->text.length)
		place.end = (uint32_t)from->part.line->text.length;
	return place;
}
