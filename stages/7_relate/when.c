/* SPDX-License-Identifier: MIT
 * The time that a figure is about: the nearest date or period of its clause, the one
 * before it first, else the last one of its sentence before it. Two cursors move through
 * the sentence, so each figure costs the same however many dates there are. */
#include "relate.h"

/* Items that may stand between a figure and its date in one clause. */
#define REACH 48
/* Items between a figure and a date right behind it. */
#define BESIDE 3
/* Items before a date that leads its clause: `But since May, …`. */
#define LEADING 1

static bool is_date(const struct relate *r, uint32_t figure)
{
	uint8_t kind = r->doc->figures.items[figure].reading.kind;
	return kind == AV_DATE || kind == AV_PERIOD;
}

/* `较去年 304.5亿`: what a figure is compared with, which dates that figure alone. */
static bool is_base(const struct relate *r, uint32_t figure)
{
	return is_date(r, figure) && av_figure_compares(r, figure);
}

static bool dates_others(const struct relate *r, uint32_t figure)
{
	return is_date(r, figure) && !is_base(r, figure);
}

static uint32_t date_after(const struct relate *r, uint32_t figure)
{
	do
		figure++;
	while (figure < r->figure_end && !dates_others(r, figure));
	return figure;
}

static bool same_clause(const struct relate *r, uint32_t a, uint32_t b)
{
	uint32_t from = r->places.items[a - r->first_figure].item;
	uint32_t to = r->places.items[b - r->first_figure].item;
	if (to - from > REACH)
		return false;
	while (from < to && !av_item_ends_clause(&r->items.items[from]))
		from++;
	return from == to;
}

/* `12 drones on Monday`, `$3m in 2019`: nothing but what it counts stands between the figure
 * and the date that comes next. */
static bool leads_to_date(const struct relate *r, uint32_t figure)
{
	static const uint32_t between = ITEM_BIT(ITEM_NOUN) | ITEM_BIT(ITEM_PREPOSITION) |
					ITEM_BIT(ITEM_GENITIVE) | ITEM_BIT(ITEM_DETERMINER);
	if (is_date(r, figure) || figure + 1 >= r->figure_end || !is_date(r, figure + 1))
		return false;
	uint32_t at = r->places.items[figure - r->first_figure].item + 1;
	uint32_t date = r->places.items[figure + 1 - r->first_figure].item;
	if (date > at + BESIDE)
		return false;
	while (at < date && (between >> r->items.items[at].word.sort & 1))
		at++;
	return at >= date;
}

/* Passes a date. The first one of a clause says on which side of its figures each stands:
 * `$3m in 2019 and $4m in 2020`, `in 2019 $3m and in 2020 $4m`. */
static void pass_date(struct relate *r, uint32_t date)
{
	if (r->last_date == AV_NONE || !same_clause(r, r->last_date, date))
		r->dates_follow = date > r->first_figure && leads_to_date(r, date - 1);
	r->last_date = date;
}

static void move(struct relate *r, uint32_t figure)
{
	if (figure > r->first_figure && dates_others(r, figure - 1))
		pass_date(r, figure - 1);
	if (r->next_date <= figure)
		r->next_date = date_after(r, figure);
}

static bool goes_on(const struct relate *r, uint32_t date)
{
	return r->doc->figures.items[date].reading.modifier == AV_AT_LEAST;
}

/* The date that came last, but for one since when something else goes on: `shares, which
 * have lost a fifth since May, rose 8%`. Where it leads it holds for all: `Since May, …`. */
static bool last_date_fits(const struct relate *r, uint32_t figure)
{
	if (r->last_date == AV_NONE)
		return false;
	if (!goes_on(r, r->last_date) || same_clause(r, r->last_date, figure))
		return true;
	uint32_t item = r->places.items[r->last_date - r->first_figure].item;
	return item - av_items_clause(r, item) <= LEADING;
}

void av_link_when(struct relate *r, uint32_t figure, uint32_t at, struct av_claim *claim)
{
	(void)at;
	claim->when = AV_NONE;
	move(r, figure);
	bool before = last_date_fits(r, figure), after = r->next_date < r->figure_end;
	if (is_date(r, figure))
		return;
	if (figure > r->first_figure && is_base(r, figure - 1))
		claim->when = figure - 1;
	else if (r->dates_follow && leads_to_date(r, figure) && r->next_date == figure + 1)
		claim->when = r->next_date;
	else if (before && (!after || same_clause(r, r->last_date, figure)))
		claim->when = r->last_date;
	else if (after && same_clause(r, figure, r->next_date))
		claim->when = r->next_date;
	else if (before)
		claim->when = r->last_date;
}
