/* SPDX-License-Identifier: MIT
 * Which days the roles of a rule name, against the document's reference date. A few
 * ways to say it are tried in turn; each is one function that gives an interval or says
 * that it does not apply. */
#include "date.h"

/* A two-digit year or decade lies in the century of the reference, unless that is too
 * far ahead of it. Without a reference: of this time. */
#define YEAR_WITHOUT_REFERENCE 2029
#define YEARS_AHEAD 20

/* Steps of the calendar that a shift can count; by unit id. */
static const struct step {
	struct av_str unit;
	int16_t months, days;
} steps[] = {
	{ { "year", 4 }, 12, 0 },      { { "month", 5 }, 1, 0 },    { { "day", 3 }, 0, 1 },
	{ { "week", 4 }, 0, 7 },       { { "quarter", 7 }, 3, 0 },  { { "decade", 6 }, 120, 0 },
	{ { "century", 7 }, 1200, 0 }, { { "fortnight", 9 }, 0, 14 }, { { "ten-days", 8 }, 0, 10 },
	{ { "weekend", 7 }, 0, 7 },
};

static bool fits(int64_t value)
{
	return value > -100000 && value < 100000;
}

bool av_draft_numbers(const struct av_figure_draft *draft, enum av_role role,
		      struct av_numbers *out)
{
	const struct av_quantity *q = av_draft_number(draft, role);
	if (!q)
		return false;
	bool known = q->has_value ? av_decimal_to_int(q->value, &out->low)
				  : q->has_low && q->has_high &&
					    av_decimal_to_int(q->low, &out->low) &&
					    av_decimal_to_int(q->high, &out->high);
	if (q->has_value)
		out->high = out->low;
	return known && fits(out->low) && fits(out->high);
}

static struct av_civil reference_of(const struct av_figure_draft *draft)
{
	const struct av_date *date = &draft->doc->reference;
	return (struct av_civil){ date->year, date->month, date->day };
}

static bool has_reference(const struct av_figure_draft *draft)
{
	return draft->doc->reference.year != 0;
}

static int32_t full_year(const struct av_figure_draft *draft, int64_t year, int ahead)
{
	int32_t now = has_reference(draft) ? draft->doc->reference.year : YEAR_WITHOUT_REFERENCE;
	if (year < 0 || year >= 100)
		return (int32_t)year;
	int32_t here = now - now % 100 + (int32_t)year;
	return here <= now + ahead ? here : here - 100;
}

/* The step that the rule's unit names; NULL: none. */
static const struct step *step_of(const struct av_figure_draft *draft)
{
	struct av_unit_choice choice = av_choose_unit(draft, AV_ROLE_UNIT, AV_DURATION);
	if (choice.unit == AV_NONE)
		return NULL;
	struct av_str id = draft->rules->units.items[choice.unit].id;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (av_str_equal(id, steps[i].unit))
			return &steps[i];
	return NULL;
}

/* The shift in months or days; false where it is not a whole number of them. */
static bool shift_of(const struct av_figure_draft *draft, const struct step *step,
		     struct av_numbers *out)
{
	const struct av_quantity *q = av_draft_number(draft, AV_ROLE_SHIFT);
	struct av_decimal unit = av_decimal_multiply(
		av_decimal_of(step->months ? step->months : step->days),
		av_choose_unit(draft, AV_ROLE_UNIT, AV_DURATION).factor);
	struct av_decimal low = av_decimal_multiply(q->has_value ? q->value : q->low, unit);
	struct av_decimal high = av_decimal_multiply(q->has_value ? q->value : q->high, unit);
	if (!q->has_value && !(q->has_low && q->has_high))
		return false;
	return av_decimal_to_int(low, &out->low) && av_decimal_to_int(high, &out->high) &&
	       fits(out->low) && fits(out->high);
}

/* --- the ways to say it ------------------------------------------------------------- */

static bool century(const struct av_figure_draft *draft, struct av_interval *out)
{
	struct av_numbers n;
	if (!av_draft_numbers(draft, AV_ROLE_CENTURY, &n))
		return false;
	out->from = (struct av_civil){ (int32_t)(n.low - 1) * 100 + 1, 0, 0 };
	out->to = (struct av_civil){ (int32_t)n.high * 100, 0, 0 };
	return true;
}

static bool decade(const struct av_figure_draft *draft, struct av_interval *out)
{
	struct av_numbers n;
	if (!av_draft_numbers(draft, AV_ROLE_DECADE, &n))
		return false;
	out->from = (struct av_civil){ full_year(draft, n.low, 0), 0, 0 };
	int32_t last = full_year(draft, n.high, 0);
	out->to = (struct av_civil){ last + 9 - last % 10, 0, 0 };
	return true;
}

static struct av_interval days(int64_t first, int64_t last)
{
	return (struct av_interval){ av_civil_of(first), av_civil_of(last) };
}

/* Weeks run from Monday to Sunday; a weekday picks one day of them. */
static bool shifted_days(const struct av_figure_draft *draft, const struct step *step,
			 struct av_interval *out)
{
	struct av_numbers shift, weekday;
	struct av_civil reference = reference_of(draft);
	if (!reference.day || !shift_of(draft, step, &shift))
		return false;
	int64_t today = av_civil_number(reference);
	if (step->days == 1) {
		*out = days(today + shift.low, today + shift.high);
		return true;
	}
	int64_t monday = today - (av_civil_weekday(reference) - 1);
	if (av_draft_numbers(draft, AV_ROLE_WEEKDAY, &weekday))
		*out = days(monday + shift.low + weekday.low - 1,
			    monday + shift.high + weekday.high - 1);
	else
		*out = days(monday + shift.low, monday + shift.high + 6);
	return true;
}

/* Months and quarters of the reference's; a day may be named beside a month. */
static bool shifted_months(const struct av_figure_draft *draft, const struct step *step,
			   struct av_interval *out)
{
	struct av_numbers shift, day;
	struct av_civil from = reference_of(draft);
	if (!from.month || !shift_of(draft, step, &shift))
		return false;
	bool quarter = step->months == 3;
	if (quarter)
		from.month -= (from.month - 1) % 3;
	out->from = av_civil_add_months(from, shift.low);
	out->to = av_civil_add_months(from, shift.high + (quarter ? 2 : 0));
	if (!quarter && av_draft_numbers(draft, AV_ROLE_DAY, &day)) {
		out->from.day = (int32_t)day.low;
		out->to.day = (int32_t)day.high;
	}
	return true;
}

/* What is counted in steps from the reference, but for whole years. */
static bool shifted(const struct av_figure_draft *draft, struct av_interval *out)
{
	const struct step *step = av_draft_has(draft, AV_ROLE_SHIFT) ? step_of(draft) : NULL;
	struct av_numbers shift;
	if (!step || !has_reference(draft))
		return false;
	if (step->days)
		return shifted_days(draft, step, out);
	if (step->months % 12 == 0 && shift_of(draft, step, &shift) && shift.low % 12 == 0 &&
	    shift.high % 12 == 0)
		return false;
	return shifted_months(draft, step, out);
}

/* A weekday beside no date: the latest one up to the reference, of what will be the next
 * one; with a shift (last, this, next) the one before, of the same week, or after. */
static bool weekday(const struct av_figure_draft *draft, struct av_interval *out)
{
	struct av_numbers day, shift;
	struct av_civil reference = reference_of(draft);
	if (av_draft_has(draft, AV_ROLE_DAY) || av_draft_has(draft, AV_ROLE_MONTH) ||
	    !av_draft_numbers(draft, AV_ROLE_WEEKDAY, &day) || !has_reference(draft) ||
	    !reference.day)
		return false;
	int64_t today = av_civil_number(reference);
	int64_t same_week = today - av_civil_weekday(reference) + day.low;
	int64_t number = same_week - (same_week > today ? 7 : 0);
	if (av_draft_tense(draft) == AV_TENSE_FUTURE)
		number = same_week + (same_week < today ? 7 : 0);
	if (av_draft_numbers(draft, AV_ROLE_SHIFT, &shift)) {
		if (shift.low < 0)
			number = same_week - (same_week >= today ? 7 : 0);
		else
			number = same_week + (shift.low && same_week <= today ? 7 : 0);
	}
	*out = days(number, number);
	return true;
}

/* The year a date is in: named, counted from the reference's, or the reference's own. */
static bool years(const struct av_figure_draft *draft, struct av_interval *out)
{
	struct av_numbers n;
	const struct step *step;
	int32_t now = has_reference(draft) ? draft->doc->reference.year : AV_YEAR_OPEN;
	bool named = true;
	if (av_draft_numbers(draft, AV_ROLE_YEAR, &n)) {
		n.low = full_year(draft, n.low, YEARS_AHEAD);
		n.high = full_year(draft, n.high, YEARS_AHEAD);
	} else if (av_draft_has(draft, AV_ROLE_SHIFT) && has_reference(draft) &&
		   (step = step_of(draft)) && step->months && shift_of(draft, step, &n)) {
		n.low = now + n.low / 12;
		n.high = now + n.high / 12;
	} else {
		n.low = n.high = now;
		named = false;
	}
	out->from = (struct av_civil){ (int32_t)n.low, 0, 0 };
	out->to = (struct av_civil){ (int32_t)n.high, 0, 0 };
	return named;
}

/* A part of the year by its number: quarters and halves. */
static bool months_of(const struct av_figure_draft *draft, enum av_role role, int32_t length,
		      struct av_interval *year)
{
	struct av_numbers n;
	if (!av_draft_numbers(draft, role, &n) || n.low < 1 || n.high * length > 12)
		return false;
	year->from.month = (int32_t)(n.low - 1) * length + 1;
	year->to.month = (int32_t)n.high * length;
	return true;
}

/* Months that a date without a year may lie ahead of the reference where the sentence tells
 * what was (`opens in June`, said in May, is no year old), and behind it where it tells what
 * will be (`will report for March`). */
#define MONTHS_AHEAD 2
#define MONTHS_BEHIND 6

/* How many years from the reference's a part of a year lies whose year is not named: `last
 * June` is the nearest one before it, `next June` after it; `since June` has begun; `fell in
 * October`, said in May, was last year. */
static int32_t years_away(const struct av_figure_draft *draft, const struct av_interval *part)
{
	struct av_numbers shift;
	int32_t month = part->from.month, now = draft->doc->reference.month;
	if (av_draft_numbers(draft, AV_ROLE_SHIFT, &shift)) {
		if (shift.low < 0)
			return month >= now ? -1 : 0;
		return shift.low > 0 && month <= now ? 1 : 0;
	}
	if (av_draft_modifier(draft) == AV_AT_LEAST)
		return month > now ? -1 : 0;
	enum av_tense tense = av_draft_tense(draft);
	int32_t ahead = av_draft_has(draft, AV_ROLE_MONTH) ? MONTHS_AHEAD : 0;
	if (tense == AV_TENSE_PAST)
		return month > now + ahead ? -1 : 0;
	return tense == AV_TENSE_FUTURE && part->to.month < now - MONTHS_BEHIND ? 1 : 0;
}

static void shift_year(const struct av_figure_draft *draft, struct av_interval *out)
{
	if (!has_reference(draft) || !out->from.month || av_draft_has(draft, AV_ROLE_YEAR) ||
	    (av_draft_has(draft, AV_ROLE_UNIT) && av_draft_has(draft, AV_ROLE_SHIFT)))
		return;
	int32_t years_on = years_away(draft, out);
	out->from.year += years_on;
	out->to.year += years_on;
}

static bool month_and_day(const struct av_figure_draft *draft, struct av_interval *out)
{
	struct av_numbers month, day;
	bool named = av_draft_numbers(draft, AV_ROLE_MONTH, &month);
	bool has_day = av_draft_numbers(draft, AV_ROLE_DAY, &day);
	if (!named && !has_day)
		return false;
	if (!named)
		month.low = month.high = has_reference(draft) ? draft->doc->reference.month : 0;
	out->from.month = (int32_t)month.low;
	out->to.month = (int32_t)month.high;
	if (has_day) {
		out->from.day = (int32_t)day.low;
		out->to.day = (int32_t)day.high;
	}
	return month.low > 0;
}

/* `2019-23` ends in 2023, `1998-03` in 2003; `2023-12`, which can't end in 2012, is a
 * month. Years that are named backwards are put in order. */
static void end_year(struct av_interval *out, int32_t year)
{
	int32_t from = out->from.year;
	if (year < 100 && from > 100 && from != AV_YEAR_OPEN) {
		year += from - from % 100;
		if (year < from && from >= 2000 && year % 100 >= 1 && year % 100 <= 12) {
			out->from.month = out->to.month = year % 100;
			return;
		}
		year += year < from ? 100 : 0;
	}
	bool backwards = from != AV_YEAR_OPEN && year < from;
	out->from.year = backwards ? year : from;
	out->to.year = backwards ? from : year;
}

/* Where a period ends, each part taken from its start where it is not named again. */
static void ends(const struct av_figure_draft *draft, struct av_interval *out)
{
	struct av_numbers year, month, day;
	bool has_year = av_draft_numbers(draft, AV_ROLE_YEAR_TO, &year);
	bool has_month = av_draft_numbers(draft, AV_ROLE_MONTH_TO, &month);
	if (has_year)
		end_year(out, (int32_t)year.low);
	if (has_month) {
		out->to.month = (int32_t)month.low;
		if (!has_year && out->to.month < out->from.month && out->to.year != AV_YEAR_OPEN)
			out->to.year++;
	}
	if (av_draft_numbers(draft, AV_ROLE_DAY_TO, &day))
		out->to.day = (int32_t)day.high;
	else if (has_month)
		out->to.day = 0;
}

static bool calendar(const struct av_figure_draft *draft, struct av_interval *out)
{
	bool named = years(draft, out);
	named |= months_of(draft, AV_ROLE_QUARTER, 3, out) ||
		 months_of(draft, AV_ROLE_HALF, 6, out) || month_and_day(draft, out);
	ends(draft, out);
	shift_year(draft, out);
	return named;
}

bool av_draft_interval(const struct av_figure_draft *draft, struct av_interval *out)
{
	static bool (*const ways[])(const struct av_figure_draft *, struct av_interval *) = {
		century, decade, shifted, weekday, calendar,
	};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (ways[i](draft, out))
			return true;
	return false;
}
