/* SPDX-License-Identifier: MIT
 * Calendar arithmetic. Dates are counted as days since 1 January of year 1, so that
 * weeks and shifts of days are plain sums. */
#include "calendar.h"

#define MONTHS 12

static bool leap(int32_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int32_t av_month_days(int32_t year, int32_t month)
{
	static const int8_t days[MONTHS + 1] = { 0,  31, 28, 31, 30, 31, 30,
						 31, 31, 30, 31, 30, 31 };
	return days[month] + (month == 2 && (year == AV_YEAR_OPEN || leap(year)));
}

bool av_civil_valid(struct av_civil date)
{
	return (date.year == AV_YEAR_OPEN || (date.year >= 0 && date.year <= 9999)) &&
	       date.month >= 0 && date.month <= MONTHS && date.day >= 0 &&
	       (date.day == 0 ||
		(date.month && date.day <= av_month_days(date.year, date.month)));
}

/* Days before 1 January of the year, year 0 and later. */
static int64_t days_before(int64_t year)
{
	int64_t y = year + 399; /* 400 years on, so that nothing is negative */
	return y * 365 + y / 4 - y / 100 + y / 400 - INT64_C(146097);
}

int64_t av_civil_number(struct av_civil date)
{
	int64_t number = days_before(date.year);
	for (int32_t month = 1; month < date.month; month++)
		number += av_month_days(date.year, month);
	return number + (date.day ? date.day - 1 : 0);
}

struct av_civil av_civil_of(int64_t number)
{
	struct av_civil date = { (int32_t)(number * 400 / 146097) + 1, 1, 0 };
	while (days_before(date.year) > number)
		date.year--;
	while (days_before(date.year + 1) <= number)
		date.year++;
	int32_t rest = (int32_t)(number - days_before(date.year));
	while (rest >= av_month_days(date.year, date.month))
		rest -= av_month_days(date.year, date.month++);
	date.day = rest + 1;
	return date;
}

/* 1 January of year 1 was a Monday. */
int32_t av_civil_weekday(struct av_civil date)
{
	int64_t number = av_civil_number(date);
	return (int32_t)((number % 7 + 7) % 7) + 1;
}

struct av_civil av_civil_add_months(struct av_civil date, int64_t months)
{
	int64_t all = (int64_t)date.year * MONTHS + (date.month ? date.month - 1 : 0) + months;
	int64_t year = all / MONTHS, month = all % MONTHS;
	if (month < 0)
		year--, month += MONTHS;
	return (struct av_civil){ (int32_t)year, (int32_t)month + 1, 0 };
}

/* Which of `count` pieces a third begins and ends with: as even as can be, the first the
 * longest: of 10 years 4, 3 and 3. */
static int32_t third_start(int32_t count, unsigned part)
{
	const int32_t starts[] = { 0, (count + 2) / 3, (count + 2) / 3 + (count + 1) / 3, count };
	return starts[part];
}

static struct av_interval third_of_years(struct av_interval whole, unsigned part)
{
	int32_t count = whole.to.year - whole.from.year + 1, first = whole.from.year;
	whole.from.year = first + third_start(count, part);
	whole.to.year = first + third_start(count, part + 1) - 1;
	return whole;
}

static struct av_interval third_of_months(struct av_interval whole, unsigned part)
{
	struct av_civil first = { whole.from.year, whole.from.month ? whole.from.month : 1, 0 };
	int32_t last = whole.to.month ? whole.to.month : MONTHS;
	int32_t count = (whole.to.year - first.year) * MONTHS + last - first.month + 1;
	whole.from = av_civil_add_months(first, third_start(count, part));
	whole.to = av_civil_add_months(first, third_start(count, part + 1) - 1);
	return whole;
}

/* A month is cut after its 10th and its 20th day, as it is spoken of. */
static struct av_interval third_of_days(struct av_interval whole, unsigned part)
{
	whole.from.day = 1 + 10 * (int32_t)part;
	whole.to.day = part == 2 ? av_month_days(whole.to.year, whole.to.month)
				 : 10 + 10 * (int32_t)part;
	return whole;
}

struct av_interval av_interval_third(struct av_interval whole, unsigned part)
{
	if (whole.from.year == AV_YEAR_OPEN || whole.from.day || whole.to.day)
		return whole;
	if (whole.from.year != whole.to.year && !whole.from.month)
		return third_of_years(whole, part);
	if (whole.from.month && whole.from.month == whole.to.month &&
	    whole.from.year == whole.to.year)
		return third_of_days(whole, part);
	return third_of_months(whole, part);
}
