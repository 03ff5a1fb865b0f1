/* SPDX-License-Identifier: MIT
 * From a rule's actions and a match's captures to what is known per role. A table says
 * for each role what sort of thing it is: a number, a word of the lexicon, or text. */
#include "draft.h"

static const struct av_capture *capture_of(const struct av_figure_draft *draft, unsigned variable)
{
	return &draft->doc->captures.items[draft->match->first_capture + variable];
}

static const struct av_set *tags_of(const struct av_figure_draft *draft, unsigned variable)
{
	const struct av_set *tags = draft->rule->variable_tags;
	return tags && tags[variable].count ? &tags[variable] : NULL;
}

/* The capture's token if it is a word of the lexicon. */
static uint32_t entry_of(const struct av_figure_draft *draft, const struct av_capture *capture)
{
	if (capture->token == AV_NONE)
		return AV_NONE;
	const struct av_token *token = &draft->doc->tokens.items[capture->token];
	return token->type == AV_TOKEN_WORD ? token->index : AV_NONE;
}

static bool in_set(const struct av_set *set, uint16_t tag)
{
	for (uint32_t i = 0; i < set->count; i++)
		if (set->tags[i] == tag)
			return true;
	return false;
}

const struct av_lexeme *av_word_lexeme(const struct av_rules *rules, uint32_t entry,
				       const struct av_set *tags)
{
	const struct av_entry *e = &rules->entries.items[entry];
	const struct av_lexeme *lexemes = &rules->lexemes.items[e->first_lexeme];
	for (uint32_t i = 0; tags && i < e->lexeme_count; i++)
		if (in_set(tags, lexemes[i].tag))
			return &lexemes[i];
	for (uint32_t i = 0; i < e->lexeme_count; i++)
		if (lexemes[i].value.length)
			return &lexemes[i];
	return NULL;
}

static void exactly(struct av_quantity *out, struct av_decimal value)
{
	*out = (struct av_quantity){ .has_value = true, .has_low = true, .has_high = true,
				     .value = value, .low = value, .high = value };
}

static void from_number(struct av_quantity *out, const struct av_number *number)
{
	*out = (struct av_quantity){ .has_value = number->has_value,
				     .has_low = number->has_low,
				     .has_high = number->has_high,
				     .modifier = number->modifier,
				     .value = number->value,
				     .low = number->low,
				     .high = number->high,
				     .number = number };
}

bool av_capture_quantity(const struct av_figure_draft *draft, unsigned variable,
			 struct av_quantity *out)
{
	const struct av_capture *capture = capture_of(draft, variable);
	if (!capture->set)
		return false;
	uint32_t entry = entry_of(draft, capture);
	if (entry != AV_NONE) {
		const struct av_lexeme *lexeme =
			av_word_lexeme(draft->rules, entry, tags_of(draft, variable));
		if (!lexeme)
			return false;
		exactly(out, lexeme->number);
		return true;
	}
	if (capture->token != AV_NONE) {
		uint32_t index = draft->doc->tokens.items[capture->token].index;
		from_number(out, &draft->doc->numbers.items[index]);
		return true;
	}
	struct av_decimal value;
	if (!av_decimal_parse(av_doc_text(draft->doc, capture->span), &value))
		return false;
	exactly(out, value);
	return true;
}

static bool set_number(struct av_figure_draft *draft, const struct av_action *action)
{
	struct av_quantity *out = &draft->numbers[action->role];
	if (action->term_count)
		return av_expression(draft, action, out);
	if (action->variable >= 0)
		return av_capture_quantity(draft, (unsigned)action->variable, out);
	struct av_decimal value;
	if (!av_decimal_parse(action->text, &value))
		return false;
	exactly(out, value);
	return true;
}

static bool set_word(struct av_figure_draft *draft, const struct av_action *action)
{
	struct av_word *word = &draft->words[action->role - AV_ROLE_UNIT];
	if (action->variable < 0) {
		*word = (struct av_word){ .entry = AV_NONE, .constant = true };
		word->text = action->text;
		return true;
	}
	const struct av_capture *capture = capture_of(draft, (unsigned)action->variable);
	*word = (struct av_word){ .span = capture->span,
				  .entry = entry_of(draft, capture),
				  .tags = tags_of(draft, (unsigned)action->variable),
				  .text = av_doc_text(draft->doc, capture->span) };
	return true;
}

static bool set_text(struct av_figure_draft *draft, const struct av_action *action)
{
	if (action->variable < 0)
		return false;
	draft->texts[action->role - AV_ROLE_COUNTED] =
		capture_of(draft, (unsigned)action->variable)->span;
	return true;
}

/* Sets the role from what the action names, a capture that took part or a constant; false:
 * it states nothing. */
static bool set_role(struct av_figure_draft *draft, const struct av_action *action)
{
	if (action->role < AV_NUMBER_ROLES)
		return set_number(draft, action);
	return action->role < AV_ROLE_COUNTED ? set_word(draft, action) : set_text(draft, action);
}

void av_draft_fill(struct av_figure_draft *draft, unsigned alternative)
{
	const struct av_rule *rule = draft->rule;
	const struct av_action *action = &draft->rules->actions.items[rule->first_action];
	draft->have = 0;
	for (const struct av_action *end = action + rule->action_count; action < end; action++) {
		bool wanted = action->alternative == alternative && action->role &&
			      (action->variable < 0 ||
			       capture_of(draft, (unsigned)action->variable)->set);
		if (wanted && set_role(draft, action))
			draft->have |= UINT64_C(1) << action->role;
	}
}
