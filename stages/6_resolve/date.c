/* SPDX-License-Identifier: MIT
 * Dates, periods and times of day as ISO 8601 text, and a year's number as a value. */
#include "date.h"

static struct av_str word_value(const struct av_figure_draft *draft, enum av_role role)
{
	const struct av_word *word = av_draft_word(draft, role);
	if (!word)
		return (struct av_str){ 0 };
	if (word->entry == AV_NONE)
		return word->text;
	const struct av_lexeme *lexeme = av_word_lexeme(draft->rules, word->entry, word->tags);
	return lexeme ? av_rules_text(draft->rules, lexeme->value) : (struct av_str){ 0 };
}

/* early, mid, late: the names of the role `part`. */
static void narrow(const struct av_figure_draft *draft, struct av_interval *out)
{
	static const struct av_str parts[] = { { "early", 5 }, { "mid", 3 }, { "late", 4 } };
	struct av_str part = word_value(draft, AV_ROLE_PART);
	for (unsigned i = 0; i < 3; i++)
		if (av_str_equal(part, parts[i]))
			*out = av_interval_third(*out, i);
}

/* The hour, and of `2.30` the minute too: what is written like a decimal is none. */
static bool read_hour(const struct av_figure_draft *draft, struct av_clock *clock)
{
	const struct av_quantity *q = av_draft_number(draft, AV_ROLE_HOUR);
	int64_t hundredths;
	if (!q || !q->has_value || !av_decimal_to_int(av_decimal_scale(q->value, 2), &hundredths) ||
	    hundredths < 0 || hundredths > 2400 || hundredths % 100 >= 60)
		return false;
	clock->hour = (int32_t)(hundredths / 100);
	if (hundredths % 100)
		clock->minute = (int32_t)(hundredths % 100);
	return true;
}

/* The hour of the day that a clock of twelve hours shows in those from `first` on: of those
 * from 12 three is 15, of those from 18, the night, it is 3. */
static int32_t hour_from(int32_t hour, int32_t first)
{
	if (hour > 12)
		return hour;
	hour %= 12;
	while (hour < first)
		hour += 12;
	return hour % 24;
}

static struct av_clock clock_of(const struct av_figure_draft *draft)
{
	struct av_clock clock = { -1, -1, -1 };
	struct av_numbers minute, second, shift;
	if (!read_hour(draft, &clock))
		return clock;
	if (av_draft_numbers(draft, AV_ROLE_HOUR_SHIFT, &shift))
		clock.hour = hour_from(clock.hour, (int32_t)shift.low);
	if (av_draft_numbers(draft, AV_ROLE_MINUTE, &minute) && minute.low >= 0 && minute.low < 60)
		clock.minute = (int32_t)minute.low;
	if (clock.minute >= 0 && av_draft_numbers(draft, AV_ROLE_SECOND, &second) &&
	    second.low >= 0 && second.low < 60)
		clock.second = (int32_t)second.low;
	return clock;
}

/* A year has a number that can be plotted; a run of years has two. */
static void year_value(const struct av_figure_draft *draft, const struct av_interval *interval,
		       struct av_reading *reading)
{
	if (av_draft_has(draft, AV_ROLE_VALUE) || av_draft_has(draft, AV_ROLE_LOW) ||
	    av_draft_has(draft, AV_ROLE_DECADE) || av_draft_has(draft, AV_ROLE_CENTURY) ||
	    interval->from.month || interval->to.month)
		return;
	reading->low = av_decimal_of(interval->from.year);
	reading->high = av_decimal_of(interval->to.year);
	reading->has_low = reading->has_high = true;
	reading->has_value = interval->from.year == interval->to.year;
	reading->value = reading->has_value ? reading->low : av_decimal_of(0);
	reading->modifier = reading->has_value ? AV_EXACT : AV_BETWEEN;
	av_apply_modifier(reading, av_draft_modifier(draft));
}

static void set_iso(struct av_figure_draft *draft, struct av_reading *reading, const char *text,
		    unsigned length)
{
	reading->iso = av_arena_copy(&draft->doc->arena, av_str_of(text, length));
	draft->no_memory |= !reading->iso.at;
}

/* More than two years ago is before that time, not after it; since last year is since then. */
static uint8_t bound_in_time(const struct av_figure_draft *draft)
{
	static const uint8_t turned[AV_MODIFIERS] = {
		[AV_ABOUT] = AV_ABOUT,         [AV_AT_LEAST] = AV_AT_MOST,
		[AV_MORE_THAN] = AV_LESS_THAN, [AV_AT_MOST] = AV_AT_LEAST,
		[AV_LESS_THAN] = AV_MORE_THAN, [AV_NEARLY] = AV_NEARLY,
	};
	struct av_numbers shift;
	uint8_t modifier = av_draft_modifier(draft);
	bool back = av_draft_has(draft, AV_ROLE_VALUE) &&
		    av_draft_numbers(draft, AV_ROLE_SHIFT, &shift) && shift.low < 0;
	return back ? turned[modifier] : modifier;
}

void av_read_date(struct av_figure_draft *draft, struct av_reading *reading)
{
	char text[AV_ISO_TEXT];
	struct av_interval interval = { 0 };
	struct av_clock clock = clock_of(draft);
	reading->calendar = word_value(draft, AV_ROLE_CALENDAR);
	reading->iso = word_value(draft, AV_ROLE_ISO);
	if (reading->iso.length)
		return;
	if (!av_draft_interval(draft, &interval)) {
		if (clock.hour >= 0)
			set_iso(draft, reading, text, av_clock_print(clock, text));
		return;
	}
	narrow(draft, &interval);
	if (!av_civil_valid(interval.from) || !av_civil_valid(interval.to))
		return;
	if (av_draft_modifier(draft) != AV_EXACT)
		reading->modifier = av_draft_modifier(draft);
	year_value(draft, &interval, reading);
	set_iso(draft, reading, text,
		av_interval_print(interval, clock, bound_in_time(draft), text));
}
