/* SPDX-License-Identifier: MIT
 * What can stand in a rule: one row per field. A new field is a row here, a line in
 * rules/README.md and a case in tests/bad-rules. */
#include "draft.h"

static bool read_kind(struct av_compiler *c, struct av_draft *draft, const struct av_field *field)
{
	struct av_str word = av_part_str(field->body);
	int kind = av_name_find(&av_kind_names, word);
	if (kind >= 0) {
		draft->rule.kind = (uint8_t)kind;
		return true;
	}
	struct av_str names[AV_RULE_KINDS];
	for (unsigned i = 0; i < AV_RULE_KINDS; i++) {
		const char *name = av_name_of(&av_kind_names, i);
		names[i] = av_str_of(name, strlen(name));
	}
	struct av_str near = av_nearest(word, names, AV_RULE_KINDS);
	draft->broken = true;
	if (near.length > 0)
		av_part_say(c, AV_ERROR, field->body, "unknown kind `%.*s`, did you mean `%.*s`?",
			    (int)word.length, word.at, (int)near.length, near.at);
	else
		av_part_say(c, AV_ERROR, field->body,
			    "unknown kind `%.*s`; a kind is one of number, count, percent, ratio, "
			    "fraction, "
			    "money, measure, duration, age, date, time, period, ordinal, score, "
			    "quantity, "
			    "false-friend, header",
			    (int)word.length, word.at);
	return true;
}

static bool read_priority(struct av_compiler *c, struct av_draft *draft,
			  const struct av_field *field)
{
	struct av_decimal number;
	int64_t value;
	if (av_decimal_parse(av_part_str(field->body), &number) &&
	    av_decimal_to_int(number, &value) && value >= -1000 && value <= 1000) {
		draft->rule.priority = (int16_t)value;
		return true;
	}
	av_part_say(c, AV_ERROR, field->body, "a priority is a whole number from -1000 to 1000");
	return true;
}

static bool read_confidence(struct av_compiler *c, struct av_draft *draft,
			    const struct av_field *field)
{
	struct av_decimal number;
	double value = 0;
	if (av_decimal_parse(av_part_str(field->body), &number))
		value = av_decimal_to_double(number);
	draft->rule.confidence = (float)value;
	if (value <= 0 || value >= 1)
		av_part_say(c, AV_ERROR, field->body, "a confidence lies between 0 and 1");
	return true;
}

static bool read_context(struct av_compiler *c, struct av_draft *draft,
			 const struct av_field *field)
{
	draft->rule.context = av_str_equal(av_part_str(field->body), AV_STR("yes"));
	if (!draft->rule.context)
		av_part_say(c, AV_ERROR, field->body,
			    "context is `yes`, or the line is left out: the figure is printed");
	return true;
}

static bool read_alternative(struct av_compiler *c, struct av_draft *draft,
			     const struct av_field *field)
{
	struct av_part langs = field->body;
	struct av_str word = av_part_str(av_part_word(&langs));
	int kind = word.length ? av_name_find(&av_kind_names, word) : draft->rule.kind;
	unsigned most = sizeof draft->rule.alternative_kinds;
	if (kind < 0 || kind == AV_FALSE_FRIEND || kind == AV_HEADER) {
		av_part_say(c, AV_ERROR, field->body,
			    "`%.*s` is no kind that another reading can have", (int)word.length,
			    word.at);
	} else if (draft->rule.alternative_count == most) {
		av_part_say(c, AV_ERROR, field->word, "a rule has at most %u other readings", most);
	} else {
		unsigned count = draft->rule.alternative_count++;
		draft->rule.alternative_kinds[count] = (uint8_t)kind;
		draft->rule.alternative_langs[count] = av_keep_str(c, av_part_str(langs));
	}
	return true;
}

const struct av_field_type av_field_types[AV_FIELDS] = {
	[AV_FIELD_KIND] = { "kind", AV_FIELD_KIND, true, true, "a kind: percent, money …",
			    read_kind },
	[AV_FIELD_MATCH] = { "match", AV_FIELD_MATCH, false, true, "a pattern", NULL },
	[AV_FIELD_NOT_AFTER] = { "not-after", AV_FIELD_NOT_AFTER, false, false,
				 "a pattern that must not stand before the match", NULL },
	[AV_FIELD_NOT_BEFORE] = { "not-before", AV_FIELD_NOT_BEFORE, false, false,
				  "a pattern that must not follow the match", NULL },
	[AV_FIELD_WITH] = { "with", AV_FIELD_WITH, true, false,
			    "a pattern that must stand somewhere in the sentence, too", NULL },
	[AV_FIELD_PRIORITY] = { "priority", AV_FIELD_PRIORITY, true, false,
				"a whole number; the higher one wins", read_priority },
	[AV_FIELD_CONFIDENCE] = { "confidence", AV_FIELD_CONFIDENCE, true, false,
				  "how often the rule's figures are right: 0.8",
				  read_confidence },
	[AV_FIELD_CONTEXT] = { "context", AV_FIELD_CONTEXT, true, false,
			       "yes: the match dates other figures and is none itself",
			       read_context },
	[AV_FIELD_ALTERNATIVE] = { "alternative", AV_FIELD_ALTERNATIVE, false, false,
				   "nothing, a kind, or a kind and languages", read_alternative },
	[AV_FIELD_EXAMPLE] = { "example", AV_FIELD_EXAMPLE, false, false, "TEXT => FIELD VALUE, …",
			       NULL },
	[AV_FIELD_REJECT] = { "reject", AV_FIELD_REJECT, false, false,
			      "a text in which the rule must find nothing", NULL },
	[AV_FIELD_KNOWN_FAILURE] = { "known-failure", AV_FIELD_KNOWN_FAILURE, false, false,
				     "TEXT => FIELD VALUE, …", NULL },
	[AV_FIELD_ROLE] = { "=", AV_FIELD_ROLE, false, false,
			    "a number, a capture, an expression or a word", NULL },
};

const struct av_field_type *av_field_find(struct av_str name)
{
	for (unsigned i = 0; i < AV_FIELD_ROLE; i++) {
		const char *one = av_field_types[i].name;
		if (av_str_equal(name, av_str_of(one, strlen(one))))
			return &av_field_types[i];
	}
	return NULL;
}

void av_field_unknown(struct av_compiler *c, struct av_part word)
{
	struct av_str names[AV_FIELD_ROLE + 3] = { AV_STR("rule"), AV_STR("macro"),
						   AV_STR("list") };
	for (unsigned i = 0; i < AV_FIELD_ROLE; i++)
		names[i + 3] = av_str_of(av_field_types[i].name, strlen(av_field_types[i].name));
	struct av_str field = av_part_str(word);
	struct av_str near = av_nearest(field, names, sizeof names / sizeof *names);
	if (near.length > 0)
		av_part_say(c, AV_ERROR, word, "unknown field `%.*s`, did you mean `%.*s`?",
			    (int)field.length, field.at, (int)near.length, near.at);
	else
		av_part_say(
			c, AV_ERROR, word,
			"unknown field `%.*s`; a line begins with rule, macro, list, kind, match, "
			"not-after, not-before, with, priority, confidence, context, alternative, example, reject, "
			"known-failure or ROLE =",
			(int)field.length, field.at);
}
