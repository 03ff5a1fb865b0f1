/* SPDX-License-Identifier: MIT
 * Numbers in digits: which commas, points, spaces and apostrophes belong to them. A run of
 * digits takes linear time however long it is; up to 18 digits are added up directly. */
#include "number.h"

static inline bool digit_at(struct av_str text, uint32_t at)
{
	return at < text.length && (uint8_t)(text.at[at] - '0') < 10;
}

static uint32_t run_end(struct av_str text, uint32_t at)
{
	while (digit_at(text, at))
		at++;
	return at;
}

/* Digits of text[start, end) gathered, other bytes passed over. */
struct sum {
	unsigned __int128 value;
	uint32_t digits; /* that count: without leading zeros */
	int32_t exponent;
	bool rounded;
};

static void add_run(struct sum *sum, struct av_str text, uint32_t start, uint32_t end)
{
	for (uint32_t i = start; i < end; i++) {
		unsigned digit = (uint8_t)(text.at[i] - '0');
		if (digit > 9)
			continue;
		if (sum->digits < 38) {
			sum->value = sum->value * 10 + digit;
			sum->digits += sum->value != 0;
		} else {
			sum->rounded |= digit != 0;
			sum->exponent++;
		}
	}
}

/* Few digits without anything between them: the common case. */
static bool add_short(struct sum *sum, struct av_str text, uint32_t start, uint32_t end)
{
	if (end - start > 18)
		return false;
	uint64_t value = 0;
	for (uint32_t i = start; i < end; i++) {
		unsigned digit = (uint8_t)(text.at[i] - '0');
		if (digit < 10)
			value = value * 10 + digit;
	}
	sum->value = value;
	return true;
}

static struct av_decimal decimal_of(struct sum sum, int32_t exponent)
{
	struct av_decimal out = { .coefficient = sum.value, .exponent = exponent + sum.exponent,
				  .rounded = sum.rounded };
	if (!(sum.value >> 64)) {
		uint64_t small = (uint64_t)sum.value;
		while (small && small % 10 == 0) {
			small /= 10;
			out.exponent++;
		}
		out.coefficient = small;
		if (!small)
			out.exponent = 0;
		return out;
	}
	return av_decimal_scale(out, 0);
}

/* Where the groups behind text[start, at) end: `mark` and three digits each time, as
 * `12,34,567` also two before the last three. *count gets how many. */
static uint32_t groups_end(struct av_str text, uint32_t at, char mark, unsigned *count)
{
	uint32_t end = at, start = at;
	bool two = false;
	for (*count = 0; at < text.length && text.at[at] == mark; ) {
		uint32_t stop = run_end(text, at + 1);
		uint32_t length = stop - at - 1;
		if (length == 2 && mark == ',') {
			two = true;
			at = stop;
			(*count)++;
			continue;
		}
		if (length != 3)
			break;
		at = end = stop;
		++*count;
	}
	if (two && end != at)
		*count = 0;
	return *count ? end : start;
}

/* ` , ` and three digits: a corpus whose marks were parted from their words. */
static uint32_t spaced_groups_end(struct av_str text, uint32_t at)
{
	while (at + 6 <= text.length && memcmp(text.at + at, " , ", 3) == 0 &&
	       run_end(text, at + 3) == at + 6)
		at += 6;
	return at;
}

/* The same with the full-width comma, which folding keeps because it parts clauses. */
static uint32_t wide_groups_end(struct av_str text, uint32_t at)
{
	while (at + 6 <= text.length && memcmp(text.at + at, "\xEF\xBC\x8C", 3) == 0 &&
	       run_end(text, at + 3) == at + 6)
		at += 6;
	return at;
}

/* 10 000: one group behind a space is two numbers, unless it is nothing but zeros. */
static bool zeros_behind(struct av_str text, uint32_t at)
{
	return at + 4 <= text.length && memcmp(text.at + at, " 000", 4) == 0 &&
	       run_end(text, at + 1) == at + 4 && text.at[at - 1] != '.';
}

/* The end of the whole part, groups included. */
static uint32_t whole_end(struct av_str text, uint32_t start, struct av_digits *out)
{
	uint32_t end = run_end(text, start), length = end - start;
	bool clock = start && text.at[start - 1] == ':'; /* 10:38:07,123 */
	if (end == text.length || length > 3 || !length || clock)
		return end;
	unsigned count = 0;
	uint32_t grouped = end;
	char mark = text.at[end];
	if (mark == ',' || mark == '\'' || mark == ' ')
		grouped = groups_end(text, end, mark, &count);
	if (mark == ' ' && count < 2 && !zeros_behind(text, end))
		grouped = spaced_groups_end(text, end);
	if (mark == '\xEF')
		grouped = wide_groups_end(text, end);
	if (grouped > end)
		out->grouped = true;
	else
		grouped = end;
	return grouped;
}

/* How many dots and runs of digits follow, and the longest run. */
static unsigned dotted_runs(struct av_str text, uint32_t at, uint32_t *last, bool *threes)
{
	unsigned count = 0;
	*threes = true;
	while (at < text.length && text.at[at] == '.' && digit_at(text, at + 1)) {
		uint32_t stop = run_end(text, at + 1);
		*threes &= stop - at - 1 == 3;
		at = stop;
		count++;
	}
	*last = at;
	return count;
}

/* 1.000.000,50 and 1.111,11: points part groups, a comma comes before the decimals. */
static bool german(struct av_str text, uint32_t start, uint32_t end, struct av_digits *out,
		   struct sum *sum)
{
	uint32_t last, stop;
	bool threes;
	unsigned count = dotted_runs(text, end, &last, &threes);
	bool comma = last < text.length && text.at[last] == ',' && digit_at(text, last + 1);
	stop = comma ? run_end(text, last + 1) : last;
	bool decimals = comma && stop - last - 1 != 3;
	if (!threes || end - start > 3 || !count || (count == 1 && !decimals))
		return false;
	add_run(sum, text, start, last);
	if (decimals)
		add_run(sum, text, last + 1, stop);
	out->grouped = out->ambiguous = true;
	out->whole = !decimals;
	out->end = decimals ? stop : last;
	out->value = decimal_of(*sum, decimals ? -(int32_t)(stop - last - 1) : 0);
	out->length = last - start - count;
	return true;
}

/* Where decimals begin behind the whole part, or 0: `.5`, ` . 5`, `,5` (a guess). */
static uint32_t decimals_at(struct av_str text, uint32_t start, struct av_digits *out)
{
	uint32_t at = out->end;
	if (at + 1 >= text.length)
		return 0;
	if (text.at[at] == '.' && digit_at(text, at + 1)) {
		out->ambiguous |= !out->grouped && run_end(text, at + 1) == at + 4 &&
				  at > start && at - start <= 3 && text.at[start] != '0';
		return at + 1;
	}
	if (at + 3 < text.length && memcmp(text.at + at, " . ", 3) == 0 && digit_at(text, at + 3) &&
	    at - start <= 3 && run_end(text, at + 3) <= at + 5)
		return at + 3;
	if (text.at[at] != ',' || out->grouped || at == start || !digit_at(text, at + 1) ||
	    (start && text.at[start - 1] == ','))
		return 0;
	uint32_t stop = run_end(text, at + 1);
	bool list = stop < text.length && text.at[stop] == ',' && digit_at(text, stop + 1);
	if (stop > at + 3 || list)
		return 0;
	out->ambiguous = true;
	return at + 1;
}

/* 192.168.1.2 and 3.11.7 are no numbers; 27.05.2024 is three. */
static bool dotted_code(struct av_str text, uint32_t start, uint32_t end, struct av_digits *out)
{
	uint32_t last;
	bool threes;
	unsigned count = dotted_runs(text, end, &last, &threes);
	if (count < 2)
		return false;
	uint32_t second = run_end(text, end + 1);
	out->code = !(count == 2 && second - end - 1 <= 2 &&
		      ((end - start <= 2 && last - second - 1 == 4) ||
		       (end - start == 4 && last - second - 1 <= 2)));
	if (out->code)
		out->end = last;
	return true;
}

static uint32_t zeros_before(struct av_str text, uint32_t start, uint32_t end)
{
	uint32_t count = 0;
	while (end > start && (text.at[end - 1] == '0' || text.at[end - 1] == ',')) {
		end--;
		count += text.at[end] == '0';
	}
	return count;
}

static void add_all(struct sum *sum, struct av_str text, uint32_t start, uint32_t stop)
{
	if (!add_short(sum, text, start, stop))
		add_run(sum, text, start, stop);
}

/* Whether what stands behind a run of digits is surely no part of it: a word, most often, but
 * none that may be an exponent or a times sign; or Han. */
static bool ends_number(struct av_str text, uint32_t at)
{
	at += at + 1 < text.length && text.at[at] == ' ';
	if (at >= text.length)
		return true;
	unsigned char byte = (unsigned char)text.at[at], small = byte | 0x20;
	return (small >= 'a' && small <= 'z' && small != 'e' && small != 'x') ||
	       (byte > 0xE3 && byte < 0xEF);
}

/* One run of digits and nothing else, as nearly all numbers are. */
static bool read_run(struct av_str text, uint32_t at, uint32_t run, struct av_digits *out)
{
	struct sum sum = { 0 };
	if (run == at || !ends_number(text, run) || !add_short(&sum, text, at, run))
		return false;
	out->value = decimal_of(sum, 0);
	out->zeros = zeros_before(text, at, run);
	out->end = run;
	out->length = run - at;
	out->plain = true;
	return true;
}

void av_digits_read(struct av_str text, uint32_t at, struct av_digits *out)
{
	struct sum sum = { 0 };
	*out = (struct av_digits){ .whole = true };
	uint32_t run = run_end(text, at);
	if (read_run(text, at, run, out))
		return;
	/* the month in 27.05.2024 has no decimals */
	bool inside = at >= 2 && text.at[at - 1] == '.' && digit_at(text, at - 2);
	bool dot = !inside && run < text.length && text.at[run] == '.' && digit_at(text, run + 1);
	if (dot && run > at && german(text, at, run, out, &sum))
		return;
	out->end = whole_end(text, at, out);
	out->length = out->end - at;
	if (dot && dotted_code(text, at, run, out)) {
		add_all(&sum, text, at, run);
		out->value = decimal_of(sum, 0);
		out->plain = !out->code;
		return;
	}
	uint32_t decimals = inside ? 0 : decimals_at(text, at, out), stop = out->end;
	out->plain = !out->grouped && !decimals;
	if (decimals) {
		stop = run_end(text, decimals);
		out->whole = false;
	} else {
		out->zeros = zeros_before(text, at, stop);
	}
	add_all(&sum, text, at, stop);
	out->end = stop;
	out->value = decimal_of(sum, decimals ? -(int32_t)(stop - decimals) : 0);
	if (stop < text.length)
		av_digits_marks(text, out);
}
