/* SPDX-License-Identifier: MIT
 * Loads units.tsv and currencies.tsv: the units that names can lead to. Currencies are
 * units of the dimension `money`. */
#include <stdlib.h>

#include "unit_table.h"

enum { ID, DIMENSION, FACTOR, OFFSET, SI, KIND };
enum { CODE, DIGITS, NAMES };

struct av_unit_drafts *av_unit_drafts_of(struct av_compiler *c)
{
	if (!c->units && (c->units = av_scratch(c, sizeof *c->units)))
		c->units->weak_end = &c->units->weak_first;
	return c->units;
}

static struct av_unit_draft *add_draft(struct av_compiler *c, const struct av_table_row *row)
{
	struct av_unit_drafts *drafts = av_unit_drafts_of(c);
	struct av_unit_draft *draft = drafts ? av_scratch(c, sizeof *draft) : NULL;
	if (!draft)
		return NULL;
	draft->row = *row;
	draft->next = drafts->first;
	drafts->first = draft;
	drafts->count++;
	return draft;
}

/* The cell as a factor; `fallback` where it is empty. */
static struct av_decimal decimal_cell(struct av_compiler *c, const struct av_table_row *row,
				      int column, int fallback)
{
	struct av_decimal value = av_decimal_of(fallback);
	struct av_str cell = row->columns[column];
	if (cell.length && !av_unit_factor_parse(cell, &value))
		av_table_error(c, row, column, "`%.*s` is no decimal and no fraction such as 5/9",
			       (int)cell.length, cell.at);
	return value;
}

static uint8_t kind_cell(struct av_compiler *c, const struct av_table_row *row)
{
	struct av_str cell = row->columns[KIND];
	int kind = cell.length ? av_name_find(&av_kind_names, cell) : AV_MEASURE;
	if (kind >= 0 && kind < AV_KINDS)
		return (uint8_t)kind;
	av_table_error(c, row, KIND, "`%.*s` is no kind that a record can have", (int)cell.length,
		       cell.at);
	return AV_MEASURE;
}

static bool unit_row(struct av_compiler *c, const struct av_table_row *row)
{
	struct av_unit_draft *draft = add_draft(c, row);
	if (!draft)
		return false;
	draft->unit = (struct av_unit){
		.id = av_keep_str(c, row->columns[ID]),
		.dimension = av_keep_str(c, row->columns[DIMENSION]),
		.factor = decimal_cell(c, row, FACTOR, 1),
		.offset = decimal_cell(c, row, OFFSET, 0),
		.si = av_keep_str(c, row->columns[SI]),
		.kind = kind_cell(c, row),
	};
	if (av_decimal_is_zero(draft->unit.factor))
		av_table_error(c, row, FACTOR, "a factor can't be 0");
	return !c->no_memory;
}

static bool currency_row(struct av_compiler *c, const struct av_table_row *row)
{
	struct av_unit_draft *draft = add_draft(c, row);
	if (!draft)
		return false;
	struct av_str digits = row->columns[DIGITS];
	if (digits.length > 1 || (digits.length && (digits.at[0] < '0' || digits.at[0] > '9')))
		av_table_error(c, row, DIGITS, "digits of the smaller unit: 0 to 9");
	/* the names were chosen when the tables of names were made (stages/generate/cldr.c) */
	if (row->columns[NAMES].length && !av_str_equal(row->columns[NAMES], AV_STR("phrases")))
		av_table_error(c, row, NAMES, "which of CLDR's names: `phrases`, or nothing");
	draft->unit = (struct av_unit){
		.id = av_keep_str(c, row->columns[CODE]),
		.dimension = AV_STR("money"),
		.factor = av_decimal_of(1),
		.kind = AV_MONEY,
	};
	return !c->no_memory;
}

/* By id; of one id the one of the last layer first. */
static int compare_drafts(const void *a, const void *b)
{
	const struct av_unit_draft *x = *(struct av_unit_draft *const *)a;
	const struct av_unit_draft *y = *(struct av_unit_draft *const *)b;
	int order = av_str_compare(x->unit.id, y->unit.id);
	if (order)
		return order;
	if (x->row.file->layer != y->row.file->layer)
		return (int)y->row.file->layer - (int)x->row.file->layer;
	order = av_str_compare(x->row.file->path, y->row.file->path);
	return order ? order : (x->row.line > y->row.line) - (x->row.line < y->row.line);
}

/* Whether `draft` says again what `before` (next to it in order) said; reported when it
 * does so in one layer. */
static bool repeats(struct av_compiler *c, const struct av_unit_draft *before,
		    const struct av_unit_draft *draft)
{
	if (!before || !av_str_equal(before->unit.id, draft->unit.id))
		return false;
	if (before->row.file->layer == draft->row.file->layer && !draft->checked)
		av_table_error(c, &draft->row, ID, "`%.*s` is listed twice",
			       (int)draft->unit.id.length, draft->unit.id.at);
	return true;
}

/* All drafts, sorted, into rules->units; those not checked yet are checked. */
static bool publish(struct av_compiler *c)
{
	struct av_unit_drafts *drafts = av_unit_drafts_of(c);
	struct av_unit_draft **sorted =
		drafts ? av_scratch(c, (drafts->count + 1) * sizeof *sorted) : NULL;
	if (!sorted)
		return false;
	uint32_t count = 0;
	for (struct av_unit_draft *d = drafts->first; d; d = d->next)
		sorted[count++] = d;
	qsort(sorted, count, sizeof *sorted, compare_drafts);
	c->rules->units.count = 0;
	for (uint32_t i = 0; i < count; i++) {
		if (repeats(c, i ? sorted[i - 1] : NULL, sorted[i]))
			continue;
		struct av_unit *unit = av_list_push(&c->rules->units);
		if (!unit)
			return false;
		*unit = sorted[i]->unit;
	}
	for (uint32_t i = 0; i < count; i++) {
		if (!sorted[i]->checked)
			av_unit_check(c, sorted[i]);
		sorted[i]->checked = true;
	}
	return true;
}

int av_rules_unit(const struct av_rules *rules, struct av_str id)
{
	uint32_t low = 0, high = rules->units.count;
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		int order = av_str_compare(id, rules->units.items[middle].id);
		if (order == 0)
			return (int)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

static const char *const unit_columns[] = { "id", "dimension", "factor", "offset",
					    "si", "kind",      NULL };
const struct av_table_type av_table_units = { "units", unit_columns, 2, unit_row, publish };

static const char *const currency_columns[] = { "code", "digits", "names", NULL };
const struct av_table_type av_table_currencies = { "currencies", currency_columns, 1, currency_row,
						   publish };
