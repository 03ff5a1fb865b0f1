/* SPDX-License-Identifier: MIT
 * What a match says about the figure: captures named like a role are that role; a line
 * ROLE = … sets or overrides one. Words are checked against what they can be. */
#include "draft.h"

int av_variable_find(const struct av_rule *rule, struct av_str name)
{
	for (unsigned i = 0; i < rule->variable_count; i++)
		if (av_str_equal(rule->variables[i], name))
			return (int)i;
	return -1;
}

static bool is_number_role(unsigned role)
{
	return role >= AV_ROLE_VALUE && role < AV_ROLE_UNIT;
}

static bool push(struct av_compiler *c, struct av_action action)
{
	struct av_action *slot = av_list_push(&c->rules->actions);
	if (slot)
		*slot = action;
	else
		c->no_memory = true;
	return slot != NULL;
}

static bool is_overridden(const struct av_draft *draft, unsigned role)
{
	const char *name = av_name_of(&av_role_names, role);
	struct av_str word = av_str_of(name, strlen(name));
	for (const struct av_field *f = draft->fields; f; f = f->next)
		if (f->type->id == AV_FIELD_ROLE && f->alternative == 0 &&
		    av_str_equal(av_part_str(f->word), word))
			return true;
	return false;
}

/* A capture whose name is a role. */
static bool add_capture(struct av_compiler *c, const struct av_draft *draft, unsigned variable)
{
	int role = av_name_find(&av_role_names, draft->rule.variables[variable]);
	if (role <= 0 || is_overridden(draft, (unsigned)role))
		return true;
	struct av_action action = { .role = (uint8_t)role, .variable = (int8_t)variable };
	if (is_number_role((unsigned)role)) {
		struct av_term *term = av_list_push(&c->rules->terms);
		if (!term) {
			c->no_memory = true;
			return false;
		}
		*term = (struct av_term){ .operation = AV_OP_SET, .variable = (int8_t)variable };
		action.variable = -1;
		action.first_term = (uint16_t)(c->rules->terms.count - 1);
		action.term_count = 1;
	}
	return push(c, action);
}

/* --- Constant words ----------------------------------------------------------------------- */

static void say_word(struct av_compiler *c, struct av_part part, const char *what,
		     struct av_str near)
{
	struct av_str word = av_part_str(part);
	if (near.length > 0)
		av_part_say(c, AV_ERROR, part, "unknown %s `%.*s`, did you mean `%.*s`?", what,
			    (int)word.length, word.at, (int)near.length, near.at);
	else
		av_part_say(c, AV_ERROR, part, "unknown %s `%.*s`", what, (int)word.length,
			    word.at);
}

static void check_unit(struct av_compiler *c, struct av_part part)
{
	struct av_str word = av_part_str(part);
	const struct av_rules *rules = c->rules;
	bool compound = memmem(word.at, word.length, "-per-", 5) != NULL;
	if (compound || av_rules_unit(rules, word) >= 0)
		return;
	struct av_str *names = av_scratch(c, (rules->units.count + 1) * sizeof *names);
	for (uint32_t i = 0; names && i < rules->units.count; i++)
		names[i] = rules->units.items[i].id;
	if (names)
		say_word(c, part, "unit", av_nearest(word, names, rules->units.count));
}

static void check_name(struct av_compiler *c, struct av_part part, const struct av_names *names,
		       const char *what)
{
	struct av_str all[AV_RULE_KINDS + AV_ROLES];
	if (av_name_find(names, av_part_str(part)) >= 0)
		return;
	for (unsigned i = 0; i < names->count; i++)
		all[i] = av_str_of(names->names[i], strlen(names->names[i]));
	say_word(c, part, what, av_nearest(av_part_str(part), all, names->count));
}

static void check_word(struct av_compiler *c, unsigned role, struct av_part part)
{
	static const struct {
		uint8_t role;
		const struct av_names *names;
		const char *what;
	} checks[] = {
		{ AV_ROLE_MODIFIER, &av_modifier_names, "modifier" },
		{ AV_ROLE_BOUND, &av_modifier_names, "modifier" },
		{ AV_ROLE_CHANGE, &av_change_names, "change" },
		{ AV_ROLE_CERTAINTY, &av_certainty_names, "certainty" },
	};
	if (role == AV_ROLE_UNIT || role == AV_ROLE_UNIT_LOW || role == AV_ROLE_TAIL_UNIT)
		check_unit(c, part);
	for (unsigned i = 0; i < sizeof checks / sizeof *checks; i++)
		if (checks[i].role == role)
			check_name(c, part, checks[i].names, checks[i].what);
}

/* --- ROLE = … lines -------------------------------------------------------------------------- */

static void unknown_role(struct av_compiler *c, struct av_part part)
{
	struct av_str names[AV_ROLES];
	for (unsigned i = 0; i < AV_ROLES; i++) {
		const char *name = av_name_of(&av_role_names, i);
		names[i] = av_str_of(name, strlen(name));
	}
	struct av_str near = av_nearest(av_part_str(part), names + 1, AV_ROLES - 1);
	say_word(c, part, "role", near);
}

/* The capture that `unit = NAME` takes; a number is no word: beside a capture `year` the
 * unit of that name is a constant all the same. */
static int word_variable(const struct av_draft *draft, struct av_str name)
{
	int role = av_name_find(&av_role_names, name);
	return role > 0 && is_number_role((unsigned)role) ? -1
							  : av_variable_find(&draft->rule, name);
}

/* false: out of memory. */
static bool add_line(struct av_compiler *c, struct av_draft *draft, const struct av_field *field)
{
	int role = av_name_find(&av_role_names, av_part_str(field->word));
	if (role <= 0) {
		unknown_role(c, field->word);
		return true;
	}
	struct av_action action = { .role = (uint8_t)role, .alternative = field->alternative };
	if (is_number_role((unsigned)role))
		return av_expression_parse(c, &draft->rule, field->body, &action) ? push(c, action)
										  : !c->no_memory;
	action.variable = (int8_t)word_variable(draft, av_part_str(field->body));
	if (action.variable < 0) {
		check_word(c, (unsigned)role, field->body);
		action.text = av_keep_str(c, av_part_str(field->body));
	}
	return push(c, action);
}

bool av_actions_make(struct av_compiler *c, struct av_draft *draft)
{
	struct av_rule *rule = &draft->rule;
	rule->first_action = (uint16_t)c->rules->actions.count;
	for (unsigned i = 0; i < rule->variable_count; i++)
		if (!add_capture(c, draft, i))
			return false;
	for (const struct av_field *f = draft->fields; f; f = f->next)
		if (f->type->id == AV_FIELD_ROLE && !add_line(c, draft, f))
			return false;
	rule->action_count = (uint16_t)(c->rules->actions.count - rule->first_action);
	return !c->no_memory;
}
