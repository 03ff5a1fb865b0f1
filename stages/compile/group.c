/* SPDX-License-Identifier: MIT
 * Groups, branches and repeats of a pattern. */
#include "pattern.h"

static struct av_group *top(struct av_walk *w)
{
	return &w->groups[w->depth];
}

void av_group_atom(struct av_walk *w, const struct av_reach *reach)
{
	struct av_group *g = top(w);
	if (g->has_last && !w->mark)
		g->before = av_reach_then(w->c, &g->before, &g->last);
	g->last = *reach;
	g->has_last = true;
}

/* The branch that stands now, joined to those before it. */
static void end_branch(struct av_walk *w)
{
	struct av_group *g = top(w);
	if (w->mark)
		return;
	if (g->has_last)
		g->before = av_reach_then(w->c, &g->before, &g->last);
	g->whole = g->has_whole ? av_reach_or(w->c, &g->whole, &g->before) : g->before;
	g->has_whole = true;
	g->branches++;
	g->has_last = false;
	g->before = av_reach_empty();
}

void av_group_bar(struct av_walk *w)
{
	end_branch(w);
	av_walk_copy(w, w->at + 1);
}

struct av_reach av_group_finish(struct av_walk *w)
{
	end_branch(w);
	return top(w)->has_whole ? top(w)->whole : av_reach_empty();
}

/* What stands behind `(`, how long it is with the `(`, and what the group then is. */
struct opening {
	const char *text;
	uint8_t length;
	enum av_group_kind kind;
	bool behind;
	char name_end; /* a name follows, up to this */
	const char *refused;
};
static const struct opening openings[] = {
	{ "(?:", 3, AV_GROUP_PLAIN, false, 0, NULL },
	{ "(?=", 3, AV_GROUP_AHEAD, false, 0, NULL },
	{ "(?!", 3, AV_GROUP_NOT, false, 0, NULL },
	{ "(?<=", 4, AV_GROUP_BEHIND, true, 0, NULL },
	{ "(?<!", 4, AV_GROUP_NOT, true, 0, NULL },
	{ "(?>", 3, AV_GROUP_PLAIN, false, 0, NULL },
	{ "(?|", 3, AV_GROUP_PLAIN, false, 0, NULL },
	{ "(?<", 3, AV_GROUP_PLAIN, false, '>', NULL },
	{ "(?'", 3, AV_GROUP_PLAIN, false, '\'', NULL },
	{ "(?P<", 4, AV_GROUP_PLAIN, false, '>', NULL },
	{ "(*", 2, AV_GROUP_PLAIN, false, 0, "verbs like (*SKIP) are not for rules" },
	{ "(?", 2, AV_GROUP_PLAIN, false, 0,
	  "this kind of group is not for rules; write (?:…), (?=…), (?!…), (?<=…) or (?<!…)" },
	{ "(", 1, AV_GROUP_PLAIN, false, 0, NULL },
};

static const struct opening *opening_at(const struct av_walk *w)
{
	size_t left = w->text.length - w->at, i = 0;
	while (openings[i].length > left ||
	       memcmp(openings[i].text, w->text.at + w->at, openings[i].length) != 0)
		i++;
	return &openings[i];
}

void av_group_name(struct av_walk *w, struct av_str name, const struct av_set *tags)
{
	unsigned i = 0;
	w->group_count++;
	while (i < w->variable_count && !av_str_equal(w->variable_names[i], name))
		i++;
	if (i == AV_CAPTURES_MAX) {
		av_walk_say(w, w->at, w->at + 1, "a rule has at most %d captures", AV_CAPTURES_MAX);
		return;
	}
	if (i == w->variable_count) {
		w->variable_names[w->variable_count++] = av_keep_str(w->c, name);
		w->variable_tags[i] = (struct av_set){ 0 };
	}
	struct av_set *set = &w->variable_tags[i];
	if (!tags || tags->count == 0)
		return;
	uint16_t *all = av_keep(w->c, (set->count + tags->count) * sizeof *all);
	if (!all)
		return;
	if (set->count)
		memcpy(all, set->tags, set->count * sizeof *all);
	memcpy(all + set->count, tags->tags, tags->count * sizeof *all);
	*set = (struct av_set){ all, set->count + tags->count };
}

/* Takes the name of (?<name>…); returns where its text begins. */
static uint32_t read_name(struct av_walk *w, const struct opening *opening)
{
	uint32_t start = w->at + opening->length, end = start;
	while (end < w->text.length && w->text.at[end] != opening->name_end)
		end++;
	if (end == start || end == w->text.length) {
		av_walk_say(w, w->at, start, "the name of this group is missing: (?<name>…)");
		return start;
	}
	if (!w->mark)
		av_group_name(w, av_str_of(w->text.at + start, end - start), NULL);
	return end + 1;
}

void av_group_open(struct av_walk *w)
{
	const struct opening *opening = opening_at(w);
	if (opening->refused || w->depth == AV_GROUP_DEPTH) {
		av_walk_say(w, w->at, w->at + opening->length, "%s",
			    opening->refused ? opening->refused : "groups are nested too deeply");
		return;
	}
	uint32_t start = w->at, to = w->at + opening->length;
	if (opening->name_end)
		to = read_name(w, opening);
	struct av_group *g = &w->groups[++w->depth];
	g->kind = opening->kind;
	g->behind = opening->behind;
	g->start = start;
	g->has_whole = g->has_last = false;
	g->branches = 0;
	g->before = av_reach_empty();
	av_walk_copy(w, to);
	g->out = w->out.length;
}

/* What a lookaround says about the matches around it. One that looks ahead at the very
 * end is as good as text that follows: it tells what stands there. */
static void look_around(const struct av_walk *w, enum av_group_kind kind, struct av_reach *reach)
{
	bool last = w->depth == 0 && w->at + 1 == w->text.length;
	if (kind == AV_GROUP_PLAIN || (kind == AV_GROUP_AHEAD && last))
		return;
	bool behind = w->groups[w->depth + 1].behind;
	if (kind == AV_GROUP_NOT)
		*reach = behind ? av_reach_border() : av_reach_not(reach);
	else
		*reach = behind ? av_reach_behind(w->c, reach) : av_reach_look(reach);
}

void av_group_close(struct av_walk *w)
{
	if (w->depth == 0) {
		av_walk_say(w, w->at, w->at + 1,
			    "this `)` closes nothing; write \\) for the character");
		return;
	}
	struct av_reach reach = av_group_finish(w);
	enum av_group_kind kind = top(w)->kind;
	av_guard(w, top(w), &reach);
	w->depth--;
	look_around(w, kind, &reach);
	av_group_atom(w, &reach);
	av_walk_copy(w, w->at + 1);
}

/* The end of {2}, {2,} or {2,5} at `at`; 0 where it is none. */
static uint32_t braces_end(struct av_str text, uint32_t at)
{
	uint32_t end = at + 1;
	while (end < text.length && ((text.at[end] >= '0' && text.at[end] <= '9') ||
				     (text.at[end] == ',' && end > at + 1)))
		end++;
	return end > at + 1 && end < text.length && text.at[end] == '}' ? end + 1 : 0;
}

bool av_is_quantifier(struct av_str text, uint32_t at)
{
	if (at >= text.length)
		return false;
	char c = text.at[at];
	return c == '*' || c == '+' || c == '?' || (c == '{' && braces_end(text, at) > 0);
}

static unsigned read_count(struct av_str text, uint32_t *at)
{
	unsigned count = 0;
	for (; text.at[*at] >= '0' && text.at[*at] <= '9'; (*at)++)
		if (count < 65535)
			count = count * 10 + (unsigned)(text.at[*at] - '0');
	return count;
}

/* Reads the quantifier at w->at; returns its end. */
static uint32_t read_bounds(const struct av_walk *w, unsigned *least, unsigned *most)
{
	char c = w->text.at[w->at];
	*least = c == '+';
	*most = c == '?';
	if (c != '{')
		return w->at + 1;
	uint32_t at = w->at + 1;
	*least = *most = read_count(w->text, &at);
	if (w->text.at[at] == ',') {
		at++;
		*most = read_count(w->text, &at);
	}
	return at + 1;
}

void av_group_quantifier(struct av_walk *w)
{
	struct av_group *g = top(w);
	unsigned least, most;
	uint32_t end = read_bounds(w, &least, &most);
	if (!w->mark && !g->has_last) {
		av_walk_say(w, w->at, end,
			    "there is nothing before this to repeat; write \\%c for the character",
			    w->text.at[w->at]);
		return;
	}
	if (!w->mark && most == 0 && g->last.unbounded) {
		av_walk_say(w, w->at, end,
			    "a repeat without end inside another takes time without end; give one "
			    "of them "
			    "a bound: {0,3}");
		return;
	}
	if (!w->mark)
		g->last = av_reach_repeat(w->c, &g->last, least, most);
	if (end < w->text.length && (w->text.at[end] == '?' || w->text.at[end] == '+'))
		end++;
	av_walk_copy(w, end);
}
