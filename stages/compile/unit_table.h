/* SPDX-License-Identifier: MIT
 * What the files about units share while the tables are read. A rule set's units are
 * drafts first, so that a mistake can be shown where it stands; then they are sorted by
 * id, which is how av_rules_unit finds them. */
#ifndef AV_UNIT_TABLE_H
#define AV_UNIT_TABLE_H

#include "compile.h"

struct av_unit_draft {
	struct av_unit_draft *next;
	struct av_table_row row;
	struct av_unit unit;
	bool checked;
};

/* A name out of a table whose rows give way to others (`weak`): kept until all rows that
 * stand firm are known. */
struct av_weak_name {
	struct av_weak_name *next;
	struct av_table_row row;
	uint32_t unit;
	uint8_t flags;
};

/* Surfaces that firm rows name; open addressing, in scratch memory. */
struct av_surface_set {
	struct av_str *slots;
	uint32_t count, capacity;
};

struct av_unit_drafts {
	struct av_unit_draft *first;
	uint32_t count;
	uint16_t *dimension_tags; /* by unit, the tag `unit DIMENSION`; UINT16_MAX: not yet made */
	struct av_surface_set firm_units, firm_currencies;
	struct av_weak_name *weak_first, **weak_end;
};

/* unit_table.c: the state, made when first asked for; NULL: no memory. */
struct av_unit_drafts *av_unit_drafts_of(struct av_compiler *c);
/* unit_check.c: reports what is wrong with a unit, given all others in rules->units. */
void av_unit_check(struct av_compiler *c, const struct av_unit_draft *draft);
/* unit_check.c: a decimal, or the quotient of two, `5/9`. */
bool av_unit_factor_parse(struct av_str text, struct av_decimal *out);
/* surface_set.c. Adding what is there is no mistake. false: no memory. */
bool av_surface_set_add(struct av_compiler *c, struct av_surface_set *set, struct av_str surface);
bool av_surface_set_has(const struct av_surface_set *set, struct av_str surface);

#endif
