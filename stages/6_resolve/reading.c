/* SPDX-License-Identifier: MIT
 * A filled draft becomes a reading, by its kind; and the other readings of a figure:
 * those its rule names, and those of a currency sign that several countries use. */
#include "draft.h"

/* More than these help nobody. */
#define MAX_SISTERS 4

static uint8_t change_of(const struct av_figure_draft *draft)
{
	const struct av_word *word = av_draft_word(draft, AV_ROLE_CHANGE);
	if (!word)
		return AV_NO_CHANGE;
	struct av_str name = word->text;
	if (word->entry != AV_NONE) {
		const struct av_lexeme *lexeme =
			av_word_lexeme(draft->rules, word->entry, word->tags);
		name = lexeme ? av_rules_text(draft->rules, lexeme->value) : name;
	}
	int change = av_name_find(&av_change_names, name);
	return change < 0 ? AV_NO_CHANGE : (uint8_t)change;
}

typedef void (*read_kind)(struct av_figure_draft *draft, struct av_reading *reading);

static void read_nothing_more(struct av_figure_draft *draft, struct av_reading *reading)
{
	(void)draft, (void)reading;
}

/* What a kind needs beyond a value with a unit. ORDER: enum av_kind */
static const read_kind more[AV_KINDS] = {
	[AV_NUMBER] = read_nothing_more,  [AV_COUNT] = read_nothing_more,
	[AV_PERCENT] = read_nothing_more, [AV_RATIO] = read_nothing_more,
	[AV_FRACTION] = read_nothing_more, [AV_MONEY] = read_nothing_more,
	[AV_MEASURE] = read_nothing_more, [AV_DURATION] = av_read_duration,
	[AV_AGE] = read_nothing_more,	  [AV_DATE] = av_read_date,
	[AV_TIME] = av_read_date,	  [AV_PERIOD] = av_read_date,
	[AV_ORDINAL] = read_nothing_more, [AV_SCORE] = read_nothing_more,
};

/* Kinds whose unit only says what a shift counts, unless a value stands with it. */
static bool is_calendar(uint8_t kind)
{
	return kind == AV_DATE || kind == AV_TIME || kind == AV_PERIOD;
}

void av_read_draft(struct av_figure_draft *draft, uint8_t kind, struct av_reading *reading)
{
	reading->kind = kind;
	av_read_value(draft, reading);
	if (kind >= AV_KINDS)
		reading->kind = reading->unit == AV_NONE
					? AV_NUMBER
					: draft->rules->units.items[reading->unit].kind;
	if (is_calendar(kind) && !reading->has_value && !reading->has_low && !reading->has_high)
		reading->unit = AV_NONE;
	av_read_per(draft, reading);
	av_read_si(draft, reading);
	more[reading->kind](draft, reading);
	reading->change = change_of(draft);
}

bool av_says_something(const struct av_reading *reading)
{
	return reading->has_value || reading->has_low || reading->has_high || reading->iso.length;
}

/* --- alternatives ---------------------------------------------------------------------- */

/* A reading that begins like another one, or empty; NULL: no memory. */
static struct av_reading *add_reading(struct av_doc *doc, struct av_figure *figure,
				      const struct av_reading *like)
{
	struct av_reading *place = av_list_push(&doc->alternatives);
	if (place && like)
		*place = *like;
	figure->alternative_count += place != NULL;
	return place;
}

/* Makes the alternative the figure's first reading. */
static void prefer(struct av_figure *figure, struct av_reading *alternative)
{
	struct av_reading first = figure->reading;
	figure->reading = *alternative;
	*alternative = first;
}

/* 10/10/2024 is the same day whichever comes first. */
static bool says_the_same(const struct av_reading *a, const struct av_reading *b)
{
	return a->kind == b->kind && a->iso.length && av_str_equal(a->iso, b->iso);
}

/* The readings that the rule itself names. */
static bool add_of_rule(struct av_figure_draft *draft, struct av_figure *figure)
{
	const struct av_rule *rule = draft->rule;
	for (unsigned i = 0; i < rule->alternative_count; i++) {
		struct av_reading *reading = add_reading(draft->doc, figure, NULL);
		if (!reading)
			return false;
		av_draft_fill(draft, i + 1);
		av_read_draft(draft, rule->alternative_kinds[i], reading);
		if (!av_says_something(reading) || says_the_same(reading, &figure->reading)) {
			draft->doc->alternatives.count--;
			figure->alternative_count--;
		} else if (av_doc_speaks(draft->doc, rule->alternative_langs[i])) {
			prefer(figure, reading);
		}
	}
	return true;
}

/* The figure's reading in another unit. */
static bool add_in_unit(struct av_figure_draft *draft, struct av_figure *figure, uint32_t unit)
{
	struct av_reading *reading = add_reading(draft->doc, figure, &figure->reading);
	if (!reading)
		return false;
	reading->unit = unit;
	reading->kind = draft->rules->units.items[unit].kind;
	reading->si = NULL;
	reading->iso = (struct av_str){ 0 };
	av_read_per(draft, reading);
	av_read_si(draft, reading);
	return true;
}

/* The same amount in the other units that the word for the unit may mean. */
static bool add_of_unit(struct av_figure_draft *draft, struct av_figure *figure)
{
	const struct av_word *word = av_draft_word(draft, AV_ROLE_UNIT);
	if (!word || word->entry == AV_NONE || figure->reading.unit == AV_NONE)
		return true;
	const struct av_entry *entry = &draft->rules->entries.items[word->entry];
	const struct av_lexeme *lexemes = &draft->rules->lexemes.items[entry->first_lexeme];
	uint32_t seen[MAX_SISTERS + 1] = { figure->reading.unit }, count = 1;
	for (uint32_t i = 0; i < entry->lexeme_count && count <= MAX_SISTERS; i++) {
		bool known = !lexemes[i].alternative;
		for (uint32_t k = 0; !known && k < count; k++)
			known = seen[k] == lexemes[i].unit;
		if (known)
			continue;
		seen[count++] = lexemes[i].unit;
		if (!add_in_unit(draft, figure, lexemes[i].unit))
			return false;
	}
	return true;
}

/* Moves the reading's values so many places to the left. */
static void shift(struct av_reading *reading, int places)
{
	struct av_decimal *const values[] = { &reading->value, &reading->low, &reading->high };
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		*values[i] = av_decimal_scale(*values[i], places);
}

/* 1.234 may be one and a bit, or a thousand and more; 3兆 three millions or billions. */
static bool add_of_number(struct av_figure_draft *draft, struct av_figure *figure)
{
	const struct av_quantity *q = av_draft_number(draft, AV_ROLE_VALUE);
	if (!q || !q->number || !figure->reading.has_value)
		return true;
	const struct av_number *number = q->number;
	int places = number->ambiguous && number->from_digits && !av_decimal_is_integer(q->value)
			     ? 3
			     : number->other_power;
	if (!places)
		return true;
	struct av_reading *reading = add_reading(draft->doc, figure, &figure->reading);
	if (!reading)
		return false;
	shift(reading, places);
	if (number->other_power && av_doc_speaks(draft->doc, number->other_lang))
		prefer(figure, reading);
	return true;
}

bool av_read_alternatives(struct av_figure_draft *draft, struct av_figure *figure)
{
	figure->first_alternative = draft->doc->alternatives.count;
	return add_of_unit(draft, figure) && add_of_number(draft, figure) &&
	       add_of_rule(draft, figure);
}
