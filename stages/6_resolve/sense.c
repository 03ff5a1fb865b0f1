/* SPDX-License-Identifier: MIT
 * Whether a match can mean anything at all. A pattern sees that two numbers have units,
 * not which: `25% to 34,500 tons` is no range and `1 m 1 m` no length; nor does it see
 * that `from 9 to 7` runs downwards. Such a match is no candidate, so that its parts can
 * be figures of their own. */
#include "draft.h"

/* The unit roles that a rule captures. ORDER: enum av_role from AV_ROLE_UNIT on */
enum { FIRST = AV_ROLE_UNIT, LAST = AV_ROLE_TAIL_UNIT };

/* The variable that is named like a role, or -1. */
static int8_t variable_of(const struct av_rule *rule, unsigned role)
{
	const char *name = av_name_of(&av_role_names, role);
	for (unsigned i = 0; i < rule->variable_count; i++)
		if (av_str_equal(rule->variables[i], av_str_of(name, strlen(name))))
			return (int8_t)i;
	return -1;
}

bool av_sense_prepare(struct av_senses *senses, const struct av_rules *rules)
{
	for (uint32_t i = 0; i < rules->rules.count; i++) {
		const struct av_rule *rule = &rules->rules.items[i];
		struct av_sense *sense = av_list_push(senses);
		if (!sense)
			return false;
		memset(sense->variable, -1, sizeof sense->variable);
		sense->low = variable_of(rule, AV_ROLE_LOW);
		sense->high = variable_of(rule, AV_ROLE_HIGH);
		sense->proper = variable_of(rule, AV_ROLE_PROPER);
		for (uint32_t k = 0; k < rule->action_count; k++) {
			const struct av_action *action =
				&rules->actions.items[rule->first_action + k];
			if (!action->alternative && action->role >= FIRST && action->role <= LAST)
				sense->variable[action->role - FIRST] = action->variable;
		}
		sense->units = sense->variable[AV_ROLE_UNIT_LOW - FIRST] >= 0 ||
			       sense->variable[AV_ROLE_TAIL_UNIT - FIRST] >= 0;
		sense->ends = sense->low >= 0 && sense->high >= 0;
		sense->open = !sense->units && !sense->ends && sense->proper < 0;
	}
	return true;
}

/* The word of the lexicon that the match has for a role, or NULL. */
static const struct av_entry *word_of(const struct av_rules *rules, const struct av_doc *doc,
				      const struct av_match *match, int variable)
{
	if (variable < 0)
		return NULL;
	const struct av_capture *capture =
		&doc->captures.items[match->first_capture + (unsigned)variable];
	if (!capture->set || capture->token == AV_NONE)
		return NULL;
	const struct av_token *token = &doc->tokens.items[capture->token];
	return token->type == AV_TOKEN_WORD ? &rules->entries.items[token->index] : NULL;
}

/* A unit as a lexeme names it: cents are a hundredth of it. */
struct meaning {
	const struct av_unit *unit; /* NULL: the lexeme names none */
	struct av_decimal size;     /* in the base unit */
};

static struct meaning meaning_at(const struct av_rules *rules, const struct av_entry *entry,
				 uint32_t i)
{
	const struct av_lexeme *lexeme = &rules->lexemes.items[entry->first_lexeme + i];
	struct meaning meaning = { .unit = NULL };
	if (lexeme->unit >= rules->units.count || lexeme->tag == AV_TAG_NUMBER_WORD ||
	    !av_str_equal(av_rules_text(rules, lexeme->value),
			  rules->units.items[lexeme->unit].id))
		return meaning;
	meaning.unit = &rules->units.items[lexeme->unit];
	meaning.size = meaning.unit->factor;
	if (!av_decimal_is_zero(lexeme->number))
		meaning.size = av_decimal_multiply(meaning.size, lexeme->number);
	return meaning;
}

static bool one_dimension(const struct meaning *a, const struct meaning *b)
{
	return av_str_equal(a->unit->dimension, b->unit->dimension) &&
	       (a->unit->kind != AV_MONEY || av_str_equal(a->unit->id, b->unit->id));
}
static bool is_smaller(const struct meaning *a, const struct meaning *b)
{
	return one_dimension(a, b) && av_decimal_compare(b->size, a->size) < 0;
}

/* Whether any meaning of one word goes with any meaning of the other. */
static bool agree(const struct av_rules *rules, const struct av_entry *a, const struct av_entry *b,
		  bool (*fits)(const struct meaning *, const struct meaning *))
{
	for (uint32_t i = 0; i < a->lexeme_count; i++) {
		struct meaning x = meaning_at(rules, a, i);
		for (uint32_t k = 0; x.unit && k < b->lexeme_count; k++) {
			struct meaning y = meaning_at(rules, b, k);
			if (y.unit && fits(&x, &y))
				return true;
		}
	}
	return false;
}

/* The number that the match has captured as a variable, or NULL. */
static const struct av_number *number_of(const struct av_doc *doc, const struct av_match *match,
					 int variable)
{
	const struct av_capture *capture =
		&doc->captures.items[match->first_capture + (unsigned)variable];
	if (!capture->set || capture->token == AV_NONE)
		return NULL;
	const struct av_token *token = &doc->tokens.items[capture->token];
	return token->type == AV_TOKEN_NUMBER ? &doc->numbers.items[token->index] : NULL;
}

/* Two numbers that can be told apart as they stand: `5 to 2 million` can not. */
static bool comparable(const struct av_number *low, const struct av_number *high)
{
	return low && high && low->has_value && high->has_value &&
	       (low->scaled || !high->scaled);
}

/* Kinds whose two numbers are no ends of a range, and may be equal: a 2-2 draw, 3 out of 3. */
static bool shares(uint8_t kind)
{
	return kind == AV_SCORE || kind == AV_FRACTION;
}

/* So many times the first one or more, the second number behind a verb of change is the
 * level that was reached: `fell 12.5 to 7,412.3`, `by 7 to 770`. */
static bool reaches_level(const struct av_rules *rules, const struct av_doc *doc,
			  const struct av_match *match, const struct av_sense *sense)
{
	enum { APART = 4, SHARING = 10 }; /* each with its unit or none; one unit for both */
	const struct av_number *low = number_of(doc, match, sense->low);
	const struct av_number *high = number_of(doc, match, sense->high);
	uint32_t start = match->span.start;
	if (low->span.start != start)
		return false; /* between 2% and 8% */
	const struct av_token *word =
		start ? av_word_ending(doc, match->sentence, start - 1) : NULL;
	bool changes = word && rules->entries.items[word->index].known >> AV_TAG_CHANGE_VERB & 1;
	uint8_t kind = rules->rules.items[match->rule].kind;
	if ((!changes && !av_word_is(rules, word, AV_STR("extent"))) || shares(kind))
		return false;
	bool apart = kind == AV_NUMBER ||
		     word_of(rules, doc, match, sense->variable[AV_ROLE_UNIT_LOW - FIRST]);
	struct av_decimal times = av_decimal_of(apart ? APART : SHARING);
	return av_decimal_compare(high->value, av_decimal_multiply(low->value, times)) >= 0;
}

/* A range runs upwards; a score is written with the winner's first. */
static bool runs_well(const struct av_rules *rules, const struct av_doc *doc,
		      const struct av_match *match, const struct av_sense *sense)
{
	const struct av_number *low = number_of(doc, match, sense->low);
	const struct av_number *high = number_of(doc, match, sense->high);
	if (!comparable(low, high))
		return true;
	if (low->value.negative && high->value.negative)
		return true; /* -5 to -10 degrees */
	if (reaches_level(rules, doc, match, sense))
		return false;
	int order = av_decimal_compare(low->value, high->value);
	return order < 0 || (order == 0 && shares(rules->rules.items[match->rule].kind));
}

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

/* `Oak Lane`, not `oak lane`; what is no letter does not matter: 71st. */
static bool has_capitals(const struct av_doc *doc, const struct av_match *match, int variable)
{
	const struct av_capture *capture =
		&doc->captures.items[match->first_capture + (unsigned)variable];
	struct av_str text = av_doc_text(doc, capture->span);
	for (size_t i = 0; capture->set && i < text.length; i++)
		if (is_small(text.at[i]) && (i == 0 || text.at[i - 1] == ' '))
			return false;
	return true;
}

bool av_captures_agree(const struct av_sense *sense, const struct av_rules *rules,
		       const struct av_doc *doc, const struct av_match *match)
{
	if (sense->proper >= 0 && !has_capitals(doc, match, sense->proper))
		return false;
	if (!sense->units)
		return !sense->ends || runs_well(rules, doc, match, sense);
	const struct av_entry *unit =
		word_of(rules, doc, match, sense->variable[AV_ROLE_UNIT - FIRST]);
	const struct av_entry *low =
		word_of(rules, doc, match, sense->variable[AV_ROLE_UNIT_LOW - FIRST]);
	const struct av_entry *tail =
		word_of(rules, doc, match, sense->variable[AV_ROLE_TAIL_UNIT - FIRST]);
	/* 900 MB to 1.2 GB: in different units the numbers say nothing; `from 30 to 20 percent`
	 * and $8m through 27 firms have one unit alone */
	bool one_unit = !low || low == unit || (!unit && sense->variable[0] >= 0);
	if (sense->ends && one_unit && !runs_well(rules, doc, match, sense))
		return false;
	return !unit || ((!low || low == unit || agree(rules, low, unit, one_dimension)) &&
			 (!tail || agree(rules, unit, tail, is_smaller)));
}
