/* SPDX-License-Identifier: MIT
 * Dates as ISO 8601 text, and as EDTF (its annex) where they are about or open. */
#include "calendar.h"

/* Puts digits with leading zeros; the callers bound what they print: two dates, two
 * times and their marks fit AV_ISO_TEXT. */
static char *put_number(char *at, int32_t number, unsigned digits)
{
	for (unsigned i = digits; i--; number /= 10)
		at[i] = (char)('0' + number % 10);
	return at + digits;
}

static char *put(char *at, struct av_str text)
{
	memcpy(at, text.at, text.length);
	return at + text.length;
}

static char *put_part(char *at, char mark, int32_t number)
{
	*at++ = mark;
	return put_number(at, number, 2);
}

static char *put_civil(char *at, struct av_civil date)
{
	at = date.year == AV_YEAR_OPEN ? put(at, AV_STR("XXXX")) : put_number(at, date.year, 4);
	if (date.month)
		at = put_part(at, '-', date.month);
	return date.day ? put_part(at, '-', date.day) : at;
}

static char *put_clock(char *at, struct av_clock clock)
{
	at = put_part(at, 'T', clock.hour);
	at = put_part(at, ':', clock.minute < 0 ? 0 : clock.minute);
	return clock.second < 0 ? at : put_part(at, ':', clock.second);
}

unsigned av_clock_print(struct av_clock clock, char out[AV_ISO_TEXT])
{
	return (unsigned)(put_clock(out, clock) - out);
}

static bool same(struct av_civil a, struct av_civil b)
{
	return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* What is open to one side goes on from the end of an interval, or comes before its start;
 * `since` and `until` an interval take it in. */
unsigned av_interval_print(struct av_interval interval, struct av_clock clock, uint8_t modifier,
			   char out[AV_ISO_TEXT])
{
	bool since = modifier == AV_AT_LEAST || modifier == AV_MORE_THAN;
	bool until = modifier == AV_AT_MOST || modifier == AV_LESS_THAN;
	if (modifier == AV_MORE_THAN || modifier == AV_AT_MOST)
		interval.from = interval.to;
	if (modifier == AV_AT_LEAST || modifier == AV_LESS_THAN)
		interval.to = interval.from;
	bool single = same(interval.from, interval.to);
	struct av_str about = modifier == AV_ABOUT ? AV_STR("~") : AV_STR("");
	char *at = until ? put(out, AV_STR("../")) : out;
	at = put_civil(at, interval.from);
	if (single && clock.hour >= 0 && interval.from.day)
		at = put_clock(at, clock);
	at = put(at, about);
	if (since)
		at = put(at, AV_STR("/.."));
	if (!single)
		at = put(put_civil(put(at, AV_STR("/")), interval.to), about);
	return (unsigned)(at - out);
}
