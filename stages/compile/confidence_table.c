/* SPDX-License-Identifier: MIT
 * Loads confidence.tsv: how often figures of a kind are right, and what a trait of a
 * figure does to the odds. A folder of rules that is read later overrides. */
#include "compile.h"

enum { FEATURE, VALUE };

static bool read_value(struct av_compiler *c, const struct av_table_row *row, double *value)
{
	struct av_decimal number;
	struct av_str cell = row->columns[VALUE];
	if (av_decimal_parse(cell, &number) && (*value = av_decimal_to_double(number)) > 0)
		return true;
	av_table_error(c, row, VALUE, "`%.*s` is no number above 0", (int)cell.length, cell.at);
	return false;
}

static bool confidence_row(struct av_compiler *c, const struct av_table_row *row)
{
	struct av_str feature = row->columns[FEATURE];
	int kind = av_name_find(&av_kind_names, feature);
	int trait = av_name_find(&av_trait_names, feature);
	double value;
	if (!read_value(c, row, &value))
		return true;
	if (trait >= 0)
		c->rules->trait_odds[trait] = (float)value;
	else if (kind < 0 || kind >= AV_KINDS)
		av_table_error(c, row, FEATURE,
			       "`%.*s` is no kind that a record can have, and no trait",
			       (int)feature.length, feature.at);
	else if (value >= 1)
		av_table_error(c, row, VALUE, "the share of a kind is below 1");
	else
		c->rules->kind_confidence[kind] = (float)value;
	return true;
}

static const char *const columns[] = { "feature", "value", NULL };
const struct av_table_type av_table_confidence = { "confidence", columns, 2, confidence_row,
						   NULL };
