/* SPDX-License-Identifier: MIT
 * numbers.tsv: words of numbers, with what each does to its neighbours. Columns:
 * surface, role, value (a decimal or a fraction like 2/3), limit, flags; other, the value of a
 * multiplier in other places (兆), and lang, where it comes first. */
#include <string.h>

#include "compile.h"
#include "inner/lexicon.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { SURFACE, ROLE, VALUE, LIMIT, FLAGS, OTHER, LANG };

static const char *const columns[] = { "surface", "role", "value", "limit", "flags",
				      "other",	 "lang", NULL };

/* ORDER: enum av_word_role */
static const char *const role_names[] = {
	"digit", "teen", "tens", "multiplier", "plural", "point", "sign", "half", "part", "over",
	"with", "few", "more", "near", "floor", "phrase", "and", "article", "of", "ordinal",
	"parts", "rank",
};
_Static_assert(COUNT(role_names) == AV_WORD_ROLES, "a role's name is missing");

/* ORDER: enum av_word_flag, bit by bit */
static const char *const flag_names[] = {
	"tight", "glued", "inner", "initial", "unit-too", "near-han", "no-decimal", "case",
};
#define FLAG_CASE 128 /* of the lexeme, not of the word */

/* Bit per role: those whose value says how much. */
#define NEEDS_VALUE                                                                       \
	(1u << AV_WORD_DIGIT | 1u << AV_WORD_TEEN | 1u << AV_WORD_TENS |                   \
	 1u << AV_WORD_MULTIPLIER | 1u << AV_WORD_PLURAL | 1u << AV_WORD_HALF |            \
	 1u << AV_WORD_PART | 1u << AV_WORD_FEW | 1u << AV_WORD_PHRASE |                   \
	 1u << AV_WORD_ORDINAL | 1u << AV_WORD_PARTS)

static int name_index(const char *const *names, size_t count, struct av_str name)
{
	for (size_t i = 0; i < count; i++)
		if (av_str_equal(name, av_str_of(names[i], strlen(names[i]))))
			return (int)i;
	return -1;
}

static void unknown(struct av_compiler *c, const struct av_table_row *row, int column,
		    const char *what, const char *const *names, size_t count, struct av_str name)
{
	struct av_str list[AV_WORD_ROLES];
	for (size_t i = 0; i < count; i++)
		list[i] = av_str_of(names[i], strlen(names[i]));
	struct av_str near = av_nearest(name, list, count);
	av_table_error(c, row, column, "unknown %s `%.*s`, did you mean `%.*s`?", what,
		       (int)name.length, name.at, (int)(near.length ? near.length : list[0].length),
		       near.length ? near.at : list[0].at);
}

/* A decimal, or two with a stroke between them. */
static bool read_value(struct av_str text, struct av_decimal *out)
{
	struct av_str part;
	struct av_decimal below;
	if (!av_str_cut(&text, '/', &part) || !av_decimal_parse(part, out))
		return false;
	if (!text.length)
		return true;
	if (!av_decimal_parse(text, &below) || av_decimal_is_zero(below))
		return false;
	*out = av_decimal_divide(*out, below);
	return true;
}

static void read_values(struct av_compiler *c, const struct av_table_row *row,
			struct av_number_word *word)
{
	struct av_str value = row->columns[VALUE], limit = row->columns[LIMIT];
	bool needed = NEEDS_VALUE >> word->role & 1;
	if ((needed || value.length) && !read_value(value, &word->value))
		av_table_error(c, row, value.length ? VALUE : -1, "the role `%s` needs a number "
			       "as value: digits with a decimal point, or a fraction like 2/3",
			       role_names[word->role]);
	word->has_limit = limit.length != 0;
	if (word->has_limit && !read_value(limit, &word->limit))
		av_table_error(c, row, LIMIT,
			       "the limit is a number, or empty where there is none");
}

static uint8_t read_flags(struct av_compiler *c, const struct av_table_row *row)
{
	struct av_str rest = row->columns[FLAGS], flag;
	uint8_t flags = 0;
	while (av_str_cut(&rest, ',', &flag)) {
		flag = av_str_trim(flag);
		if (!flag.length)
			continue;
		int index = name_index(flag_names, COUNT(flag_names), flag);
		if (index < 0)
			unknown(c, row, FLAGS, "flag", flag_names, COUNT(flag_names), flag);
		else
			flags |= (uint8_t)(1u << index);
	}
	return flags;
}

/* The power of ten at or below a multiplier, and whether it is just that. */
static void set_power(struct av_number_word *word)
{
	unsigned __int128 left = word->value.coefficient;
	int power = word->value.exponent;
	for (word->round = left == 1; left >= 10; left /= 10)
		power++;
	word->power = (int8_t)(power < 0 ? 0 : power > 100 ? 100 : power);
}

/* The other value's power of ten, as steps from the first one's. */
static bool read_other(struct av_compiler *c, const struct av_table_row *row,
		       struct av_number_word *word)
{
	struct av_str text = row->columns[OTHER], lang = row->columns[LANG];
	struct av_decimal other;
	if (!text.length)
		return true;
	if (!read_value(text, &other) || other.coefficient != 1 || !word->round) {
		av_table_error(c, row, OTHER, "the other value is a power of ten, as the value is");
		return true;
	}
	word->other_power = (int8_t)(other.exponent - word->power);
	word->other_lang = lang.length ? av_keep_str(c, lang) : lang;
	return !c->no_memory;
}

/* One more word; the array doubles where the count reaches a power of two. */
static struct av_number_word *push_word(struct av_compiler *c)
{
	struct av_rules *rules = c->rules;
	uint32_t count = rules->number_word_count;
	if (!(count & (count - 1)) || !count) {
		struct av_number_word *grown =
			av_keep(c, (count ? count * 2 : 1) * sizeof *grown);
		if (!grown)
			return NULL;
		if (count)
			memcpy(grown, rules->number_words, count * sizeof *grown);
		rules->number_words = grown;
	}
	rules->number_word_count++;
	return &rules->number_words[count];
}

static bool read_row(struct av_compiler *c, const struct av_table_row *row)
{
	int role = name_index(role_names, COUNT(role_names), row->columns[ROLE]);
	if (role < 0) {
		unknown(c, row, ROLE, "role", role_names, COUNT(role_names), row->columns[ROLE]);
		return true;
	}
	uint8_t flags = read_flags(c, row);
	struct av_number_word word = { .role = (uint8_t)role, .value = av_decimal_of(0),
				       .flags = flags & (uint8_t)~FLAG_CASE };
	read_values(c, row, &word);
	set_power(&word);
	if (!read_other(c, row, &word))
		return false;
	struct av_number_word *place = push_word(c);
	if (!place)
		return false;
	*place = word;
	struct av_sense sense = { .lexeme = { .tag = av_tag_id(c, AV_STR("number-word")),
					      .exact_case = (flags & FLAG_CASE) != 0,
					      .number = word.value,
					      .unit = c->rules->number_word_count - 1 },
				  .value = row->columns[ROLE] };
	return av_lexicon_add(c, row, row->columns[SURFACE], sense);
}

const struct av_table_type av_table_numbers = {
	.stem = "numbers", .columns = columns, .required = 2, .row = read_row,
};
