/* SPDX-License-Identifier: MIT
 * Whether a unit's row can be true: its SI unit is of the same dimension, and an id that
 * is made of others (`kilo` `meter`, `meter` `-per-` `second`) has the factor that they
 * give. A slip of a zero in a factor is the mistake nobody sees in the output. */
#include "unit_table.h"

enum column { ID, DIMENSION, FACTOR, OFFSET, SI, KIND };

/* SI prefixes and those for powers of 1024, as CLDR writes them. */
static const struct prefix {
	const char *name;
	uint8_t length;
	int8_t power;  /* of ten */
	uint8_t binary; /* or: power of 1024 */
} prefixes[] = {
	{ "yocto", 5, -24, 0 }, { "zepto", 5, -21, 0 }, { "atto", 4, -18, 0 },
	{ "femto", 5, -15, 0 }, { "pico", 4, -12, 0 },  { "nano", 4, -9, 0 },
	{ "micro", 5, -6, 0 },  { "milli", 5, -3, 0 },  { "centi", 5, -2, 0 },
	{ "deci", 4, -1, 0 },   { "deka", 4, 1, 0 },    { "hecto", 5, 2, 0 },
	{ "kilo", 4, 3, 0 },    { "mega", 4, 6, 0 },    { "giga", 4, 9, 0 },
	{ "tera", 4, 12, 0 },   { "peta", 4, 15, 0 },   { "exa", 3, 18, 0 },
	{ "zetta", 5, 21, 0 },  { "yotta", 5, 24, 0 },  { "kibi", 4, 0, 1 },
	{ "mebi", 4, 0, 2 },    { "gibi", 4, 0, 3 },    { "tebi", 4, 0, 4 },
	{ "pebi", 4, 0, 5 },    { "exbi", 4, 0, 6 },
};

bool av_unit_factor_parse(struct av_str text, struct av_decimal *out)
{
	struct av_decimal over, under;
	struct av_str part;
	if (!av_str_cut(&text, '/', &part) || !av_decimal_parse(av_str_trim(part), &over))
		return false;
	*out = over;
	if (!text.length)
		return true;
	if (!av_decimal_parse(av_str_trim(text), &under) || av_decimal_is_zero(under))
		return false;
	*out = av_decimal_divide(over, under);
	return true;
}

static bool starts_with(struct av_str s, const char *with, size_t length)
{
	return s.length > length && memcmp(s.at, with, length) == 0;
}

static struct av_str without(struct av_str s, size_t length)
{
	return av_str_of(s.at + length, s.length - length);
}

/* The factor of an id that stands in the table and has one. */
static bool listed_factor(const struct av_rules *rules, struct av_str id, struct av_decimal *out)
{
	int unit = av_rules_unit(rules, id);
	if (unit < 0 || !rules->units.items[unit].si.length)
		return false;
	*out = rules->units.items[unit].factor;
	return true;
}

static bool prefixed_factor(const struct av_rules *rules, struct av_str id, struct av_decimal *out)
{
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		const struct prefix *p = &prefixes[i];
		if (!starts_with(id, p->name, p->length) ||
		    !listed_factor(rules, without(id, p->length), out))
			continue;
		*out = av_decimal_scale(*out, p->power);
		*out = av_decimal_multiply(*out, av_decimal_power(av_decimal_of(1024), p->binary));
		return true;
	}
	return false;
}

/* One factor of a product: a number, a listed unit, a prefix and a listed unit, each
 * maybe with square- or cubic- before it. `whole`: the id that is being checked, which
 * must not vouch for itself. */
static bool part_factor(const struct av_rules *rules, struct av_str part, struct av_str whole,
			struct av_decimal *out)
{
	unsigned power = 1;
	if (starts_with(part, "square-", 7))
		part = without(part, 7), power = 2;
	else if (starts_with(part, "cubic-", 6))
		part = without(part, 6), power = 3;
	bool known = av_decimal_parse(part, out) || prefixed_factor(rules, part, out) ||
		     (!av_str_equal(part, whole) && listed_factor(rules, part, out));
	if (known)
		*out = av_decimal_power(*out, power);
	return known;
}

/* A product, `kilowatt-hour`: every way to cut at a hyphen is not tried, only the first
 * part as short as it can be; ids with a hyphen inside are cut there too and then are
 * not known, which only means that they go unchecked. */
static bool product_factor(const struct av_rules *rules, struct av_str product, struct av_str whole,
			   struct av_decimal *out)
{
	if (part_factor(rules, product, whole, out))
		return true;
	*out = av_decimal_of(1);
	while (product.length) {
		size_t end = starts_with(product, "square-", 7)  ? 7
			     : starts_with(product, "cubic-", 6) ? 6
								 : 0;
		while (end < product.length && product.at[end] != '-')
			end++;
		struct av_decimal factor;
		if (!part_factor(rules, av_str_of(product.at, end), whole, &factor))
			return false;
		*out = av_decimal_multiply(*out, factor);
		product = without(product, end < product.length ? end + 1 : end);
	}
	return true;
}

/* Where `-per-` begins in the id, or its length. */
static size_t per_at(struct av_str id)
{
	for (size_t i = 0; i + 5 < id.length; i++)
		if (memcmp(id.at + i, "-per-", 5) == 0)
			return i;
	return id.length;
}

/* What the parts of a composed id give; false where they are not all known. */
static bool composed_factor(const struct av_rules *rules, struct av_str id, struct av_decimal *out)
{
	size_t per = per_at(id);
	struct av_decimal under = av_decimal_of(1);
	if (!product_factor(rules, av_str_of(id.at, per), id, out))
		return false;
	if (per < id.length && !product_factor(rules, without(id, per + 5), id, &under))
		return false;
	*out = av_decimal_divide(*out, under);
	return true;
}

/* Alike to 12 digits: fractions like 5/18 are rounded. */
static bool alike(struct av_decimal a, struct av_decimal b)
{
	struct av_decimal d = av_decimal_subtract(a, b);
	d.negative = false;
	return av_decimal_compare(av_decimal_scale(d, 12), b) <= 0;
}

static void check_composed(struct av_compiler *c, const struct av_unit_draft *draft)
{
	struct av_decimal expected;
	char text[AV_DECIMAL_TEXT];
	if (!composed_factor(c->rules, draft->unit.id, &expected) ||
	    alike(draft->unit.factor, expected))
		return;
	unsigned length = av_decimal_print(expected, text);
	av_table_error(c, &draft->row, FACTOR, "`%.*s` is %.*s times its SI unit by its parts",
		       (int)draft->unit.id.length, draft->unit.id.at, (int)length, text);
}

void av_unit_check(struct av_compiler *c, const struct av_unit_draft *draft)
{
	const struct av_unit *unit = &draft->unit;
	if (!unit->si.length) {
		if (av_decimal_compare(unit->factor, av_decimal_of(1)))
			av_table_error(c, &draft->row, FACTOR,
				       "a unit without an SI unit has the factor 1");
		return;
	}
	int index = av_rules_unit(c->rules, unit->si);
	const struct av_unit *si = index < 0 ? NULL : &c->rules->units.items[index];
	if (!si)
		av_table_error(c, &draft->row, SI, "unknown unit `%.*s`", (int)unit->si.length,
			       unit->si.at);
	else if (!av_str_equal(si->dimension, unit->dimension))
		av_table_error(c, &draft->row, DIMENSION, "`%.*s` is a unit of %.*s",
			       (int)si->id.length, si->id.at, (int)si->dimension.length,
			       si->dimension.at);
	else if (av_decimal_compare(si->factor, av_decimal_of(1)) ||
		 !av_decimal_is_zero(si->offset))
		av_table_error(c, &draft->row, SI, "`%.*s` is no base unit: its factor is not 1",
			       (int)si->id.length, si->id.at);
	else
		check_composed(c, draft);
}
