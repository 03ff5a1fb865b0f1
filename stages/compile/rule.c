/* SPDX-License-Identifier: MIT
 * Drafts -> rules: the parts of a rule put together as one pattern, its captures named, its
 * actions made. */
#include <pcre2.h>
#include <stdlib.h>

#include "dispatch.h"
#include "lint.h"
#include "pattern.h"
#include "pattern_code.h"

/* Parts of one rule (match, not-after, not-before lines together). */
#define PARTS_MAX 16

struct making {
	struct av_compiler *c;
	struct av_draft *draft;
	struct av_walk *walk;
	struct av_expansion expansions[PARTS_MAX];
	unsigned parts;
	struct av_reach reach; /* of the match lines together */
	unsigned matches;
	struct av_span lines[PARTS_MAX], all_lines; /* the match lines in walk->out */
	struct av_str with; /* what the sentence must hold, too; empty: no matter what */
	uint32_t first_way; /* the rule's first one in c->ways */
};

/* Which fields are parts of the pattern, in the order in which they stand in it. */
static const struct {
	enum av_field_id id;
	const char *before, *between, *after;
	bool behind, around;
} part_types[] = {
	{ AV_FIELD_NOT_AFTER, "(?<!", ")(?<!", ")", true, true },
	{ AV_FIELD_MATCH, "(?:", "|", ")", false, false },
	{ AV_FIELD_NOT_BEFORE, "(?!", ")(?!", ")", false, true },
};

static void put(struct making *m, const char *text)
{
	av_walk_put(m->walk, av_str_of(text, strlen(text)));
}

/* Walks one line's pattern. false: a mistake (said) or out of memory. */
static bool walk_line(struct making *m, const struct av_field *field, bool behind,
		      struct av_reach *reach)
{
	if (m->parts == PARTS_MAX) {
		av_part_say(m->c, AV_ERROR, field->word, "a rule has at most %d patterns",
			    PARTS_MAX);
		return false;
	}
	struct av_expansion *expansion = &m->expansions[m->parts++];
	m->walk->fixed = behind;
	if (av_expand(m->c, field->body, expansion))
		return av_walk_part(m->walk, expansion, reach);
	m->draft->broken = true;
	return false;
}

/* A line that is matched itself, which the walk has put out from `start` on. */
static bool note_match(struct making *m, uint32_t start, const struct av_reach *reach)
{
	uint32_t line = m->matches++;
	m->lines[line] = (struct av_span){ start, (uint32_t)m->walk->out.length };
	m->reach = line ? av_reach_or(m->c, &m->reach, reach) : *reach;
	return m->walk->mark || av_dispatch_note_line(m->c, reach, line);
}

static bool make_part(struct making *m, const struct av_field *field, unsigned type)
{
	struct av_reach reach;
	uint32_t start = (uint32_t)m->walk->out.length;
	return walk_line(m, field, part_types[type].behind, &reach) &&
	       (part_types[type].around || note_match(m, start, &reach));
}

/* All lines of one type. */
static bool make_parts(struct making *m, unsigned type)
{
	unsigned count = 0;
	bool match = part_types[type].id == AV_FIELD_MATCH;
	if (match)
		m->all_lines.start = (uint32_t)m->walk->out.length;
	for (const struct av_field *f = m->draft->fields; f; f = f->next) {
		if (f->type->id != part_types[type].id)
			continue;
		put(m, count++ ? part_types[type].between : part_types[type].before);
		if (!make_part(m, f, type))
			return false;
	}
	if (count > 0)
		put(m, part_types[type].after);
	if (match)
		m->all_lines.end = (uint32_t)m->walk->out.length;
	/* A match that ends with a letter does not end inside a word. */
	if (match && m->reach.ends_letter)
		put(m, "(?!(?<=[a-z])[a-z0-9])");
	return true;
}

static struct av_walk *fresh_walk(struct av_compiler *c, struct av_walk *w, struct av_draft *draft,
				  bool mark)
{
	w->c = c;
	w->draft = draft;
	w->mark = mark;
	w->broken = false;
	w->variable_count = w->slot_count = w->group_count = 0;
	w->out.length = 0;
	w->traces.count = 0;
	return w;
}

static void say_pcre(struct making *m, int error, size_t offset)
{
	PCRE2_UCHAR text[256];
	if (error == PCRE2_ERROR_HEAP_FAILED) {
		m->c->no_memory = true;
		return;
	}
	pcre2_get_error_message(error, text, sizeof text);
	av_part_say(m->c, AV_ERROR, av_walk_place(m->walk, offset), "%s", (const char *)text);
}

/* What the walk has put out from `start` on is that pattern: it is kept, and taken away, for
 * it is no part of what the rule matches. */
static bool keep_with(struct making *m, uint32_t start)
{
	if (m->walk->mark) /* nothing was put out */
		return true;
	struct av_str all = av_buffer_str(&m->walk->out);
	struct av_str with = av_str_of(all.at + start, all.length - start);
	int error;
	size_t offset;
	if (!av_pattern_check(with, &error, &offset)) {
		say_pcre(m, error, start + offset);
		return false;
	}
	m->with = av_keep_str(m->c, with);
	m->walk->out.length = start;
	return !m->c->no_memory;
}

/* No way of the rule can do without what the pattern cannot do without. */
static void need_with(struct making *m, const struct av_reach *with)
{
	const struct av_reach look = av_reach_look(with);
	for (uint32_t i = m->first_way; i < m->c->ways.count; i++)
		av_needs_both(&m->c->ways.items[i].way, &look.ways[0]);
}

/* The pattern that the sentence must hold, searched from its start; words are whole. */
static bool make_with(struct making *m)
{
	const struct av_field *field = m->draft->fields;
	while (field && field->type->id != AV_FIELD_WITH)
		field = field->next;
	if (!field)
		return true;
	struct av_reach with;
	uint32_t start = (uint32_t)m->walk->out.length;
	unsigned slots = m->walk->slot_count;
	put(m, "(?s:.*?)(?<![a-z])(?:");
	if (!walk_line(m, field, false, &with))
		return false;
	put(m, ")(?![a-z])");
	m->walk->slot_count = slots;
	need_with(m, &with);
	return keep_with(m, start);
}

static void finish(struct making *m)
{
	for (unsigned i = 0; i < m->parts; i++)
		av_expansion_free(&m->expansions[i]);
}

static bool walk_rule(struct making *m)
{
	bool fine = true;
	for (unsigned type = 0; fine && type < sizeof part_types / sizeof *part_types; type++)
		fine = make_parts(m, type);
	return fine && make_with(m);
}

/* --- PCRE2 --------------------------------------------------------------------------------- */

/* A match line with what stands around all of them. */
static struct av_str line_text(struct making *m, struct av_span line)
{
	struct av_str all = av_buffer_str(&m->walk->out);
	struct av_buffer text = { 0 };
	av_buffer_append(&text, av_str_of(all.at, m->all_lines.start));
	av_buffer_append(&text, AV_STR("(?:"));
	av_buffer_append(&text, av_str_of(all.at + line.start, line.end - line.start));
	av_buffer_append(&text, AV_STR(")"));
	av_buffer_append(&text, av_str_of(all.at + m->all_lines.end,
					  all.length - m->all_lines.end));
	m->c->no_memory |= text.failed;
	struct av_str kept = av_keep_str(m->c, av_buffer_str(&text));
	av_buffer_free(&text);
	return kept;
}

/* Keeps the lines' patterns; their mistakes are said, where there can be any. */
static bool keep_lines(struct making *m)
{
	struct av_rule *rule = &m->draft->rule;
	int error;
	size_t offset;
	if (!av_pattern_check(av_buffer_str(&m->walk->out), &error, &offset)) {
		say_pcre(m, error, offset);
		return false;
	}
	rule->lines = av_keep(m->c, (m->matches + 1) * sizeof *rule->lines);
	if (!rule->lines)
		return false;
	rule->with = m->with.length > 0;
	rule->line_count = (uint16_t)(m->matches + rule->with);
	for (unsigned i = 0; i < m->matches; i++)
		rule->lines[i].text = line_text(m, m->lines[i]);
	rule->lines[m->matches].text = m->with;
	return !m->c->no_memory;
}

static bool keep_variables(struct making *m)
{
	struct av_rule *rule = &m->draft->rule;
	unsigned count = m->walk->variable_count;
	struct av_str *names = av_keep(m->c, (count + 1) * sizeof *names);
	struct av_set *tags = av_keep(m->c, (count + 1) * sizeof *tags);
	if (!names || !tags)
		return false;
	memcpy(names, m->walk->variable_names, count * sizeof *names);
	memcpy(tags, m->walk->variable_tags, count * sizeof *tags);
	rule->name = m->draft->name;
	rule->variables = names;
	rule->variable_tags = tags;
	rule->variable_count = (uint16_t)count;
	rule->slot_count = (uint16_t)m->walk->slot_count;
	return true;
}

/* --- One rule --------------------------------------------------------------------------------- */

static bool make_rule(struct making *m)
{
	uint32_t errors = m->c->diag->errors;
	if (!walk_rule(m) || !keep_variables(m) || !av_lint_reach(m->c, m->draft, &m->reach) ||
	    !keep_lines(m) || !av_actions_make(m->c, m->draft))
		return false;
	if (m->c->diag->errors == errors)
		av_lint_captures(m->c, m->draft);
	struct av_rule *rule = av_list_push(&m->c->rules->rules);
	if (!rule) {
		m->c->no_memory = true;
		return false;
	}
	*rule = m->draft->rule;
	return av_dispatch_note(m->c, &m->reach, m->walk->group_count + 1);
}

/* Both rounds over all rules: finding words that literals name, making the rules. */
static bool each_rule(struct av_compiler *c, struct av_walk *walk, bool mark)
{
	for (uint32_t i = 0; !c->no_memory && i < c->drafts.count; i++) {
		struct av_draft *draft = &c->drafts.items[i];
		if (draft->broken)
			continue;
		struct making m = { .c = c, .draft = draft, .reach = av_reach_empty(),
				    .first_way = c->ways.count };
		m.walk = fresh_walk(c, walk, draft, mark);
		bool fine = mark ? walk_rule(&m) : make_rule(&m);
		if (!fine)
			c->ways.count = m.first_way;
		draft->broken |= !fine && !mark;
		finish(&m);
	}
	return !c->no_memory;
}

/* What there is to know of each set of tags. false: no memory. */
static bool describe_sets(struct av_compiler *c)
{
	const struct av_rules *rules = c->rules;
	c->set_words = av_scratch(c, (rules->sets.count + 1) * sizeof *c->set_words);
	c->named_sets = av_keep(c, AV_NAMED_WORDS(rules->sets.count) * sizeof *c->named_sets);
	if (!c->set_words || !c->named_sets)
		return false;
	for (uint32_t i = 0; i < rules->entries.count; i++) {
		uint32_t set = rules->entries.items[i].set;
		c->set_words[set]++;
		c->named_sets[set / 64] |= (uint64_t)c->literal[i] << (set % 64);
	}
	return true;
}

bool av_rules_make(struct av_compiler *c)
{
	struct av_walk *walk = av_scratch(c, sizeof *walk);
	c->literal = av_scratch(c, c->rules->entries.count * sizeof *c->literal);
	if (!walk || !c->literal)
		return false;
	bool fine = each_rule(c, walk, true) && av_sets_assign(c) && describe_sets(c) &&
		    each_rule(c, walk, false) && av_dispatch_make(c);
	av_buffer_free(&walk->out);
	free(walk->traces.items);
	return fine && !c->no_memory;
}
