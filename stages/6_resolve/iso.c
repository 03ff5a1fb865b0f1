/* SPDX-License-Identifier: MIT
 * Dates as ISO 8601 text, and as EDTF (its annex) where they are about or open. */
#include <stdio.h>

#include "calendar.h"

/* The calls bound every piece, so that nothing is cut: two dates, two times, marks. */
static unsigned print_civil(struct av_civil date, char *out)
{
	char *at = out;
	if (date.year == AV_YEAR_OPEN)
		at += sprintf(at, "XXXX");
	else
		at += sprintf(at, "%04d", (int)(date.year % 10000));
	if (date.month)
		at += sprintf(at, "-%02d", (int)(date.month % 100));
	if (date.day)
		at += sprintf(at, "-%02d", (int)(date.day % 100));
	return (unsigned)(at - out);
}

unsigned av_clock_print(struct av_clock clock, char out[AV_ISO_TEXT])
{
	char *at = out;
	at += sprintf(at, "T%02d:%02d", (int)(clock.hour % 100),
		      clock.minute < 0 ? 0 : (int)(clock.minute % 100));
	if (clock.second >= 0)
		at += sprintf(at, ":%02d", (int)(clock.second % 100));
	return (unsigned)(at - out);
}

static bool same(struct av_civil a, struct av_civil b)
{
	return a.year == b.year && a.month == b.month && a.day == b.day;
}

unsigned av_interval_print(struct av_interval interval, struct av_clock clock, uint8_t modifier,
			   char out[AV_ISO_TEXT])
{
	bool single = same(interval.from, interval.to);
	bool since = single && (modifier == AV_AT_LEAST || modifier == AV_MORE_THAN);
	bool until = single && (modifier == AV_AT_MOST || modifier == AV_LESS_THAN);
	const char *about = modifier == AV_ABOUT ? "~" : "";
	char *at = out;
	if (until)
		at += sprintf(at, "../");
	at += print_civil(interval.from, at);
	if (single && clock.hour >= 0 && interval.from.day)
		at += av_clock_print(clock, at);
	at += sprintf(at, "%s", about);
	if (since)
		at += sprintf(at, "/..");
	if (single)
		return (unsigned)(at - out);
	*at++ = '/';
	at += print_civil(interval.to, at);
	at += sprintf(at, "%s", about);
	return (unsigned)(at - out);
}
