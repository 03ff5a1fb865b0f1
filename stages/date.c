/* SPDX-License-Identifier: MIT
 * A reference date as people and records write it: ISO 8601, down to the part they know. */
#include "run.h"

/* Reads exactly `digits` digits off the front. */
static bool take_number(struct av_str *rest, unsigned digits, int *out)
{
	*out = 0;
	if (rest->length < digits)
		return false;
	for (unsigned i = 0; i < digits; i++) {
		if (rest->at[i] < '0' || rest->at[i] > '9')
			return false;
		*out = *out * 10 + (rest->at[i] - '0');
	}
	*rest = av_str_of(rest->at + digits, rest->length - digits);
	return true;
}

static bool take_mark(struct av_str *rest, const char *marks)
{
	if (!rest->length || !strchr(marks, rest->at[0]) || !rest->at[0])
		return false;
	*rest = av_str_of(rest->at + 1, rest->length - 1);
	return true;
}

static int days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

/* `T09:30:15.25Z` or what there is of it; a zone is passed over: the date is the local one. */
static bool take_time(struct av_str *rest, struct av_date *date)
{
	int hour, minute, second = 0;
	if (!take_number(rest, 2, &hour) || !take_mark(rest, ":") ||
	    !take_number(rest, 2, &minute) ||
	    (take_mark(rest, ":") && !take_number(rest, 2, &second)))
		return false;
	date->hour = (int8_t)hour;
	date->minute = (int8_t)minute;
	date->second = (int8_t)second;
	if (rest->length && strchr(".Z+-", rest->at[0]))
		*rest = av_str_of(rest->at + rest->length, 0);
	return hour < 24 && minute < 60 && second < 61;
}

bool av_date_parse(struct av_str text, struct av_date *date)
{
	struct av_str rest = av_str_trim(text);
	int year, month = 0, day = 0;
	*date = (struct av_date){ .hour = -1 };
	if (!take_number(&rest, 4, &year) || !year)
		return false;
	bool fine = !take_mark(&rest, "-") ||
		    (take_number(&rest, 2, &month) && month >= 1 && month <= 12 &&
		     (!take_mark(&rest, "-") ||
		      (take_number(&rest, 2, &day) && day >= 1 && day <= days_in(year, month))));
	if (fine && day && take_mark(&rest, "T "))
		fine = take_time(&rest, date);
	if (!fine || rest.length) {
		*date = (struct av_date){ .hour = -1 };
		return false;
	}
	date->year = year;
	date->month = (int8_t)month;
	date->day = (int8_t)day;
	return true;
}
