/* SPDX-License-Identifier: MIT
 * Loads unit-names and currency-names: what units are called. A surface may have several
 * rows, the likeliest first. Rows flagged `weak` (those out of CLDR) count only where no
 * other row names the same surface, so that our own tables can correct or forbid them:
 * the unit `-` is a name for nothing. */
#include "unit_table.h"

#include "inner/fold.h"

enum { SURFACE, UNIT, NAME_FACTOR, UNIT_FLAGS, UNIT_LANG };
enum { CURRENCY_SURFACE, CURRENCY_CODE, CURRENCY_FACTOR, PLACE, CURRENCY_FLAGS, CURRENCY_LANG };

enum { FLAG_CASE = 1, FLAG_ALTERNATIVE = 2, FLAG_WEAK = 4 };
static const struct { struct av_str name; uint8_t flag; } flag_names[] = {
	{ { "case", 4 }, FLAG_CASE },
	{ { "alternative", 11 }, FLAG_ALTERNATIVE },
	{ { "weak", 4 }, FLAG_WEAK },
};

enum { BEFORE = 1, AFTER = 2 };
static const struct { struct av_str name; uint8_t places; } place_names[] = {
	{ { "", 0 }, BEFORE | AFTER },
	{ { "both", 4 }, BEFORE | AFTER },
	{ { "before", 6 }, BEFORE },
	{ { "after", 5 }, AFTER },
};

static uint8_t flag_named(struct av_str name)
{
	for (size_t i = 0; i < sizeof flag_names / sizeof *flag_names; i++)
		if (av_str_equal(name, flag_names[i].name))
			return flag_names[i].flag;
	return 0;
}

static uint8_t flags_cell(struct av_compiler *c, const struct av_table_row *row, int column)
{
	struct av_str rest = row->columns[column], part;
	uint8_t flags = 0;
	while (av_str_cut(&rest, ',', &part)) {
		uint8_t flag = flag_named(av_str_trim(part));
		if (!flag && part.length)
			av_table_error(c, row, column,
				       "unknown flag `%.*s`: case, alternative or weak",
				       (int)part.length, part.at);
		flags |= flag;
	}
	return flags;
}

static uint8_t places_cell(struct av_compiler *c, const struct av_table_row *row)
{
	struct av_str cell = row->columns[PLACE];
	for (size_t i = 0; i < sizeof place_names / sizeof *place_names; i++)
		if (av_str_equal(cell, place_names[i].name))
			return place_names[i].places;
	av_table_error(c, row, PLACE, "`%.*s` is no place: before, after or both", (int)cell.length,
		       cell.at);
	return BEFORE | AFTER;
}

/* The surface as the set of firm rows keeps it: folded, and in lower case unless its
 * case counts. */
static struct av_str set_key(struct av_compiler *c, struct av_str surface, bool exact)
{
	struct av_str folded = av_fold_str(&c->scratch, surface);
	struct av_str key = av_arena_copy(&c->scratch, folded);
	if (!key.at)
		c->no_memory = true;
	for (size_t i = 0; key.at && !exact && i < key.length; i++)
		if (key.at[i] >= 'A' && key.at[i] <= 'Z')
			((char *)key.at)[i] |= 0x20;
	return key;
}

static bool remember_firm(struct av_compiler *c, struct av_surface_set *set, struct av_str surface,
			  uint8_t flags)
{
	struct av_str key = set_key(c, surface, flags & FLAG_CASE);
	return key.at && av_surface_set_add(c, set, key);
}

static bool is_firm(struct av_compiler *c, const struct av_surface_set *set, struct av_str surface)
{
	struct av_str exact = set_key(c, surface, true), lower = set_key(c, surface, false);
	return exact.at && lower.at &&
	       (av_surface_set_has(set, exact) || av_surface_set_has(set, lower));
}

/* The unit named in the cell; -1 with a message where there is none. */
static int unit_cell(struct av_compiler *c, const struct av_table_row *row, int column)
{
	struct av_str id = row->columns[column];
	int unit = av_rules_unit(c->rules, id);
	if (unit >= 0)
		return unit;
	uint32_t count = c->rules->units.count;
	struct av_str *names = av_scratch(c, (count + 1) * sizeof *names);
	for (uint32_t i = 0; names && i < count; i++)
		names[i] = c->rules->units.items[i].id;
	struct av_str near = names ? av_nearest(id, names, count) : (struct av_str){ 0 };
	if (near.length)
		av_table_error(c, row, column, "unknown unit `%.*s`, did you mean `%.*s`?",
			       (int)id.length, id.at, (int)near.length, near.at);
	else
		av_table_error(c, row, column, "unknown unit `%.*s`: units.tsv lists them",
			       (int)id.length, id.at);
	return -1;
}

/* The tag `unit DIMENSION` of a unit; made once per unit. */
static uint16_t dimension_tag(struct av_compiler *c, uint32_t unit)
{
	struct av_unit_drafts *drafts = av_unit_drafts_of(c);
	size_t size = c->rules->units.count * sizeof *drafts->dimension_tags;
	if (drafts && !drafts->dimension_tags) {
		drafts->dimension_tags = av_scratch(c, size);
		if (drafts->dimension_tags)
			memset(drafts->dimension_tags, 0xff, size);
	}
	if (!drafts || !drafts->dimension_tags)
		return UINT16_MAX;
	if (drafts->dimension_tags[unit] != UINT16_MAX)
		return drafts->dimension_tags[unit];
	struct av_str dimension = c->rules->units.items[unit].dimension;
	char *name = av_scratch(c, dimension.length + 5);
	if (!name)
		return UINT16_MAX;
	memcpy(name, "unit ", 5);
	memcpy(name + 5, dimension.at, dimension.length);
	return drafts->dimension_tags[unit] =
		       av_tag_id(c, av_str_of(name, dimension.length + 5));
}

/* What a name means but for its tag. */
static struct av_sense name_sense(struct av_compiler *c, const struct av_table_row *row,
				  uint32_t unit, uint8_t flags, int factor, int lang)
{
	struct av_sense sense = {
		.lexeme = { .exact_case = flags & FLAG_CASE,
			    .alternative = flags & FLAG_ALTERNATIVE,
			    .number = av_decimal_of(1),
			    .unit = unit },
		.value = c->rules->units.items[unit].id,
		.lang = row->columns[lang],
	};
	struct av_str cell = row->columns[factor];
	if (cell.length && !av_unit_factor_parse(cell, &sense.lexeme.number))
		av_table_error(c, row, factor, "`%.*s` is no decimal and no fraction",
			       (int)cell.length, cell.at);
	return sense;
}

static bool add_tagged(struct av_compiler *c, const struct av_table_row *row,
		       struct av_sense sense, uint16_t tag)
{
	sense.lexeme.tag = tag;
	return tag != UINT16_MAX && av_lexicon_add(c, row, row->columns[SURFACE], sense);
}

static bool add_unit_name(struct av_compiler *c, const struct av_table_row *row, uint32_t unit,
			  uint8_t flags)
{
	struct av_sense sense = name_sense(c, row, unit, flags, NAME_FACTOR, UNIT_LANG);
	return add_tagged(c, row, sense, AV_TAG_UNIT) &&
	       add_tagged(c, row, sense, dimension_tag(c, unit));
}

static bool add_currency_name(struct av_compiler *c, const struct av_table_row *row, uint32_t unit,
			      uint8_t flags)
{
	struct av_sense sense = name_sense(c, row, unit, flags, CURRENCY_FACTOR, CURRENCY_LANG);
	uint8_t places = places_cell(c, row);
	if (av_decimal_compare(sense.lexeme.number, av_decimal_of(1)) < 0)
		return add_tagged(c, row, sense, av_tag_id(c, AV_STR("subunit")));
	return add_tagged(c, row, sense, AV_TAG_CURRENCY) &&
	       (!(places & BEFORE) ||
		add_tagged(c, row, sense, av_tag_id(c, AV_STR("currency-before")))) &&
	       (!(places & AFTER) ||
		add_tagged(c, row, sense, av_tag_id(c, AV_STR("currency-after"))));
}

static bool keep_weak(struct av_compiler *c, const struct av_table_row *row, uint32_t unit,
		      uint8_t flags)
{
	struct av_unit_drafts *drafts = av_unit_drafts_of(c);
	struct av_weak_name *name = drafts ? av_scratch(c, sizeof *name) : NULL;
	if (!name)
		return false;
	*name = (struct av_weak_name){ .row = *row, .unit = unit, .flags = flags };
	*drafts->weak_end = name;
	drafts->weak_end = &name->next;
	return true;
}

typedef bool (*add_name)(struct av_compiler *c, const struct av_table_row *row, uint32_t unit,
			 uint8_t flags);

/* A row of either table: forbids, waits, or is added. */
static bool name_row(struct av_compiler *c, const struct av_table_row *row, uint8_t flags,
		     struct av_surface_set *firm, add_name add)
{
	struct av_str surface = row->columns[SURFACE];
	bool nothing = av_str_equal(row->columns[UNIT], AV_STR("-"));
	int unit = nothing ? -1 : unit_cell(c, row, UNIT);
	if (unit >= 0 && (flags & FLAG_WEAK))
		return keep_weak(c, row, (uint32_t)unit, flags);
	if (!remember_firm(c, firm, surface, flags))
		return false;
	return unit < 0 || add(c, row, (uint32_t)unit, flags);
}

static bool unit_name_row(struct av_compiler *c, const struct av_table_row *row)
{
	struct av_unit_drafts *drafts = av_unit_drafts_of(c);
	return drafts && name_row(c, row, flags_cell(c, row, UNIT_FLAGS), &drafts->firm_units,
				  add_unit_name);
}

static bool currency_name_row(struct av_compiler *c, const struct av_table_row *row)
{
	struct av_unit_drafts *drafts = av_unit_drafts_of(c);
	return drafts && name_row(c, row, flags_cell(c, row, CURRENCY_FLAGS),
				  &drafts->firm_currencies, add_currency_name);
}

/* The weak rows of one table, now that the firm ones are known. */
static bool add_weak(struct av_compiler *c, const struct av_surface_set *firm, add_name add)
{
	struct av_unit_drafts *drafts = av_unit_drafts_of(c);
	if (!drafts)
		return false;
	for (struct av_weak_name *w = drafts->weak_first; w; w = w->next)
		if (!is_firm(c, firm, w->row.columns[SURFACE]) &&
		    !add(c, &w->row, w->unit, w->flags))
			return false;
	drafts->weak_first = NULL;
	drafts->weak_end = &drafts->weak_first;
	return !c->no_memory;
}

static bool unit_names_done(struct av_compiler *c)
{
	struct av_unit_drafts *drafts = av_unit_drafts_of(c);
	return drafts && add_weak(c, &drafts->firm_units, add_unit_name);
}

static bool currency_names_done(struct av_compiler *c)
{
	struct av_unit_drafts *drafts = av_unit_drafts_of(c);
	return drafts && add_weak(c, &drafts->firm_currencies, add_currency_name);
}

static const char *const unit_name_columns[] = { "surface", "unit", "factor",
						 "flags",   "lang", NULL };
const struct av_table_type av_table_unit_names = { "unit-names", unit_name_columns, 2,
						   unit_name_row, unit_names_done };

static const char *const currency_name_columns[] = { "surface", "code",  "factor", "place",
						     "flags",   "lang", NULL };
const struct av_table_type av_table_currency_names = { "currency-names", currency_name_columns, 2,
						       currency_name_row, currency_names_done };
