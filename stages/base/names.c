/* SPDX-License-Identifier: MIT
 * The names of everything that rules and records name: each list stands in the order
 * of its enum in inner/rules.h, and the compiler checks that none is missing. */
#include "inner/rules.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
/* `names` as a public list; `size` is the enum's own count. */
#define NAMES(list, names, size)                                                              \
	_Static_assert(COUNT(names) == (size), "a name is missing in " #names);               \
	const struct av_names list = { names, COUNT(names) }

/* ORDER: enum av_kind */
static const char *const kinds[] = {
	"number", "count", "percent", "ratio",   "fraction", "money",    "measure",
	"duration", "age", "date",    "time",    "period",   "ordinal",  "score",
	"quantity", "false-friend", "header",
};
NAMES(av_kind_names, kinds, AV_RULE_KINDS);

/* ORDER: enum av_trait */
static const char *const traits[] = {
	"other-readings", "ambiguous-digits", "vague", "small-word", "behind-name",
	"before-name", "short-unit", "written-out", "rich",
};
NAMES(av_trait_names, traits, AV_TRAITS);

/* ORDER: enum av_modifier */
static const char *const modifiers[] = {
	"exact", "about", "at_least", "more_than", "at_most", "less_than", "nearly", "between",
};
NAMES(av_modifier_names, modifiers, AV_MODIFIERS);

/* ORDER: enum av_change */
static const char *const changes[] = { "none", "increase", "decrease" };
NAMES(av_change_names, changes, AV_CHANGES);

/* ORDER: enum av_certainty */
static const char *const certainties[] = {
	"stated", "hedged", "estimated", "predicted", "planned", "questioned", "conditional",
};
NAMES(av_certainty_names, certainties, AV_CERTAINTIES);

/* ORDER: enum av_attribution */
static const char *const attributions[] = { "none", "turn", "quote", "reported" };
NAMES(av_attribution_names, attributions, AV_ATTRIBUTIONS);

/* ORDER: enum av_role */
static const char *const roles[] = {
	"none",
	/* numbers */
	"value", "low", "high",
	"year", "month", "day", "weekday", "quarter", "half",
	"hour", "minute", "second",
	"year_to", "month_to", "day_to",
	"decade", "century",
	"shift",
	"hour_shift",
	"tolerance",
	"tail",
	/* words */
	"unit", "unit_low", "tail_unit", "per", "modifier", "bound", "change",
	"part",
	"iso",
	"certainty",
	"calendar",
	/* text */
	"counted", "subject", "about", "unit_text", "proper",
};
NAMES(av_role_names, roles, AV_ROLES);

/* ORDER: enum av_known_tag */
const char *const av_known_tag_names[] = {
	"false-friend",
	"number-word",
	"unit",
	"currency",
	"classifier",
	"abbreviation",
	"speech-verb",
	"speech-source",
	"hedge",
	"estimate",
	"prediction",
	"plan",
	"question",
	"condition",
	"negation",
	"change-verb",
	"function-word",
	"pronoun",
	"person-title",
	"questioner",
	"not-speaker",
	"property",
	"loosely-before", "compared", "level", "ending",
};
_Static_assert(COUNT(av_known_tag_names) == AV_KNOWN_TAGS, "a tag's name is missing");

int av_name_find(const struct av_names *names, struct av_str name)
{
	for (unsigned i = 0; i < names->count; i++)
		if (av_str_equal(name, av_str_of(names->names[i], strlen(names->names[i]))))
			return (int)i;
	return -1;
}

const char *av_name_of(const struct av_names *names, unsigned value)
{
	return value < names->count ? names->names[value] : "";
}
