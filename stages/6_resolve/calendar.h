/* SPDX-License-Identifier: MIT
 * Days of the proleptic Gregorian calendar, as far as dates in text need them. */
#ifndef AV_CALENDAR_H
#define AV_CALENDAR_H

#include "inner/doc.h"

/* The year of a date that leaves it open and has no reference to take it from. */
#define AV_YEAR_OPEN INT32_MIN

/* month 0: a whole year; day 0: a whole month. */
struct av_civil {
	int32_t year;
	int32_t month, day;
};
/* From the first day of `from` to the last of `to`. */
struct av_interval {
	struct av_civil from, to;
};
/* A time of day; hour -1: none, minute -1: only the hour. */
struct av_clock {
	int32_t hour, minute, second;
};

int32_t av_month_days(int32_t year, int32_t month);
/* Whether year (0 … 9999 or open), month and day can be. */
bool av_civil_valid(struct av_civil date);
/* Days since 1 January of year 1, and back. */
int64_t av_civil_number(struct av_civil date);
struct av_civil av_civil_of(int64_t number);
/* 1 Monday … 7 Sunday. */
int32_t av_civil_weekday(struct av_civil date);
/* So many months on; the day is dropped. */
struct av_civil av_civil_add_months(struct av_civil date, int64_t months);
/* The interval's early, mid or late third (part 0, 1, 2). */
struct av_interval av_interval_third(struct av_interval whole, unsigned part);
/* ISO 8601, EDTF where something is open or about: `2024-07/2024-09`, `1850~`, `2018/..`.
 * `modifier` is an enum av_modifier. Returns the length; `out` holds AV_ISO_TEXT bytes. */
#define AV_ISO_TEXT 96
unsigned av_interval_print(struct av_interval interval, struct av_clock clock, uint8_t modifier,
			   char out[AV_ISO_TEXT]);
/* A time of day without a date: `T18:30`. */
unsigned av_clock_print(struct av_clock clock, char out[AV_ISO_TEXT]);

#endif
