/* SPDX-License-Identifier: MIT
 * Mistakes that are no mistakes of syntax: what a rule lacks, what it can never or always
 * match, what it names for nothing. */
#include "lint.h"

#include <stdlib.h>

static bool has_field(const struct av_draft *draft, enum av_field_id id)
{
	for (const struct av_field *f = draft->fields; f; f = f->next)
		if (f->type->id == id)
			return true;
	return false;
}

/* A rule without an example says nothing that could be tested. A test may be a failure
 * that is known, and a false friend's may be what it rejects. */
static void check_fields(struct av_compiler *c, struct av_draft *draft)
{
	struct av_str name = av_part_str(draft->word);
	for (unsigned i = 0; i < AV_FIELDS; i++) {
		const struct av_field_type *type = &av_field_types[i];
		if (!type->required || has_field(draft, type->id))
			continue;
		av_part_say(c, AV_ERROR, draft->word, "rule `%.*s` has no `%s` line: %s",
			    (int)name.length, name.at, type->name, type->help);
		draft->broken = true;
	}
	if (!has_field(draft, AV_FIELD_EXAMPLE) && !has_field(draft, AV_FIELD_KNOWN_FAILURE))
		av_part_say(c, AV_ERROR, draft->word,
			    "rule `%.*s` has no `example` line; examples are its tests",
			    (int)name.length, name.at);
	if (!has_field(draft, AV_FIELD_REJECT))
		av_part_say(c, AV_ERROR, draft->word,
			    "rule `%.*s` has no `reject` line: a text near its examples in which "
			    "it must "
			    "find nothing",
			    (int)name.length, name.at);
}

static int by_name(const void *a, const void *b)
{
	const struct av_draft *x = *(struct av_draft *const *)a, *y = *(struct av_draft *const *)b;
	int order = av_str_compare(x->name, y->name);
	if (order != 0)
		return order;
	if (x->file->layer != y->file->layer)
		return x->file->layer < y->file->layer ? -1 : 1;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return x->word.line->pieces[0].line < y->word.line->pieces[0].line ? -1 : 1;
}

static void say_twice(struct av_compiler *c, const struct av_draft *first, struct av_draft *second)
{
	av_part_say(c, AV_ERROR, second->word,
		    "rule `%.*s` is there already, in %.*s line %u; rename one",
		    (int)second->name.length, second->name.at, (int)first->file->path.length,
		    first->file->path.at, first->word.line->pieces[0].line);
	second->broken = true;
}

/* Of rules of one name the last layer's holds. */
static void check_names(struct av_compiler *c, struct av_draft **drafts)
{
	for (uint32_t i = 1; i < c->drafts.count; i++) {
		struct av_draft *first = drafts[i - 1], *second = drafts[i];
		if (first->broken || second->broken || !av_str_equal(first->name, second->name))
			continue;
		if (first->file->layer == second->file->layer)
			say_twice(c, first, second);
		else
			first->broken = true;
	}
}

/* In order of names, so that nothing depends on the order of files. */
static bool sort_drafts(struct av_compiler *c, struct av_draft **drafts)
{
	struct av_draft *sorted = av_scratch(c, (c->drafts.count + 1) * sizeof *sorted);
	if (!sorted)
		return false;
	for (uint32_t i = 0; i < c->drafts.count; i++)
		sorted[i] = *drafts[i];
	memcpy(c->drafts.items, sorted, c->drafts.count * sizeof *sorted);
	return true;
}

bool av_lint_drafts(struct av_compiler *c)
{
	struct av_draft **drafts = av_scratch(c, (c->drafts.count + 1) * sizeof *drafts);
	if (!drafts)
		return false;
	for (uint32_t i = 0; i < c->drafts.count; i++) {
		drafts[i] = &c->drafts.items[i];
		if (!drafts[i]->broken)
			check_fields(c, drafts[i]);
	}
	if (c->drafts.count == 0)
		return true;
	qsort(drafts, c->drafts.count, sizeof *drafts, by_name);
	check_names(c, drafts);
	return sort_drafts(c, drafts);
}

bool av_lint_reach(struct av_compiler *c, const struct av_draft *draft,
		   const struct av_reach *reach)
{
	if (av_reach_lengths(reach) & 1) {
		av_part_say(c, AV_ERROR, draft->word,
			    "the pattern of this rule can match nothing at all; make a part of it "
			    "required");
		return false;
	}
	if (reach->needs_number || reach->covered)
		return true;
	av_part_say(c, AV_ERROR, draft->word,
		    "this rule can match text without a number and without a word of a table, so "
		    "nothing would lead to it; use a slot: put the word into a table and ask for "
		    "its tag");
	return false;
}

static bool is_used(const struct av_compiler *c, const struct av_rule *rule, unsigned variable)
{
	for (unsigned i = 0; i < rule->action_count; i++) {
		const struct av_action *action = &c->rules->actions.items[rule->first_action + i];
		if (action->variable == (int)variable)
			return true;
		for (unsigned k = 0; k < action->term_count; k++)
			if (c->rules->terms.items[action->first_term + k].variable == (int)variable)
				return true;
	}
	return false;
}

void av_lint_captures(struct av_compiler *c, const struct av_draft *draft)
{
	const struct av_rule *rule = &draft->rule;
	for (unsigned i = 0; i < rule->variable_count; i++) {
		struct av_str name = rule->variables[i];
		if (is_used(c, rule, i) || av_name_find(&av_role_names, name) > 0)
			continue;
		av_part_say(c, AV_WARNING, draft->word,
			    "the capture `%.*s` is no role and no line of the rule uses it; leave "
			    "the name "
			    "out: <tag>",
			    (int)name.length, name.at);
	}
}
