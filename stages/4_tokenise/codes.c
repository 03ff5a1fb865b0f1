/* SPDX-License-Identifier: MIT
 * Names that hold digits and count nothing: RTX4090, GPT-4, v2.0.1, addresses of the web. */
#include "inner/limits.h"
#include "tokenise.h"

static uint8_t class_at(struct av_str text, uint32_t at)
{
	return at < text.length ? av_byte_class[(uint8_t)text.at[at]] : AV_BYTE_SPACE;
}

static bool letter_or_digit(struct av_str text, uint32_t at)
{
	uint8_t class = class_at(text, at);
	return class == AV_BYTE_LETTER || class == AV_BYTE_DIGIT;
}

/* A mark between two parts of a code; a colon only between digits: T10:38:07Z. */
static bool joint_at(struct av_str text, uint32_t at)
{
	if (at >= text.length || text.at[at] != ':')
		return at < text.length && memchr("-._/@+", text.at[at], 6);
	return class_at(text, at - 1) == AV_BYTE_DIGIT && class_at(text, at + 1) == AV_BYTE_DIGIT;
}

/* The comma of A10,000. */
static bool thousands_at(struct av_str text, uint32_t at)
{
	if (at + 4 > text.length || text.at[at] != ',' || class_at(text, at - 1) != AV_BYTE_DIGIT)
		return false;
	for (unsigned i = 1; i < 4; i++)
		if (class_at(text, at + i) != AV_BYTE_DIGIT)
			return false;
	return !letter_or_digit(text, at + 4);
}

uint32_t av_code_rest(struct av_str text, uint32_t at)
{
	for (;;) {
		while (letter_or_digit(text, at))
			at++;
		bool joint = joint_at(text, at) || thousands_at(text, at);
		if (!joint || !letter_or_digit(text, at + 1))
			return at;
		at++;
	}
}

static uint32_t address_end(struct av_str text, uint32_t at)
{
	while (at < text.length && (uint8_t)text.at[at] > ' ' && (uint8_t)text.at[at] < 0x80)
		at++;
	return at;
}

static bool has_capital(struct av_str text, uint32_t at, uint32_t end)
{
	for (; at < end; at++)
		if (text.at[at] >= 'A' && text.at[at] <= 'Z')
			return true;
	return false;
}

/* /var/log/app-2024.1.log: from a stroke behind a space on, where another one follows. */
static uint32_t path_end(struct av_str text, uint32_t at)
{
	if (!at || text.at[at - 1] != '/' || (at > 1 && class_at(text, at - 2) != AV_BYTE_SPACE))
		return 0;
	uint32_t end = at, strokes = 0;
	for (; letter_or_digit(text, end) || (end < text.length && memchr("/._-", text.at[end], 4));
	     end++)
		strokes += text.at[end] == '/';
	return strokes ? end : 0;
}

/* DE89 3704 0044 0532: behind two letters and two digits groups of four. */
static uint32_t account_end(struct av_str text, uint32_t at, uint32_t end)
{
	uint32_t groups = 0, stop = end;
	if (end - at != 4 || class_at(text, at + 1) != AV_BYTE_LETTER ||
	    class_at(text, at + 2) != AV_BYTE_DIGIT)
		return end;
	while (stop < text.length && text.at[stop] == ' ') {
		uint32_t next = stop + 1;
		while (letter_or_digit(text, next) && next - stop < 6)
			next++;
		if (class_at(text, stop + 1) != AV_BYTE_DIGIT || next - stop > 5)
			break;
		groups += next - stop == 5;
		stop = next;
	}
	return groups > 1 ? stop : end;
}

uint32_t av_code_rare_end(struct av_str text, uint32_t at, uint32_t letters)
{
	uint32_t path = path_end(text, at);
	if (path)
		return path;
	if (class_at(text, letters) == AV_BYTE_DIGIT)
		return account_end(text, at, av_code_rest(text, letters));
	if (letters + 3 < text.length && memcmp(text.at + letters, "://", 3) == 0)
		return address_end(text, letters);
	if (letters < text.length && text.at[letters] == '@' && letter_or_digit(text, letters + 1))
		return av_code_rest(text, letters + 1);
	if (letters - at == 3 && class_at(text, letters) == AV_BYTE_OTHER &&
	    text.at[letters] == '.' && memcmp(text.at + at, "www", 3) == 0)
		return address_end(text, letters);
	if (letters < text.length && text.at[letters] == '_' && letter_or_digit(text, letters + 1))
		return av_code_rest(text, letters);
	if (letters + 2 < text.length && memcmp(text.at + letters, "++", 2) == 0)
		return av_code_rest(text, letters + 2);
	if (letters < text.length && (text.at[letters] == '-' || text.at[letters] == '/') &&
	    class_at(text, letters + 1) == AV_BYTE_DIGIT && has_capital(text, at, letters))
		return av_code_rest(text, letters + 1);
	return letters;
}

static uint32_t digits_end(struct av_str text, uint32_t at)
{
	while (class_at(text, at) == AV_BYTE_DIGIT)
		at++;
	return at;
}

/* What is written of groups of digits with hyphens between them. */
struct groups {
	uint32_t end, count;
	uint32_t lengths[3]; /* of the first three */
	bool zero;           /* a group behind the first begins with 0 and is no day or month */
};

static struct groups hyphen_groups(struct av_str text, uint32_t at)
{
	struct groups g = { .end = at };
	for (;;) {
		uint32_t stop = digits_end(text, at);
		if (g.count < 3)
			g.lengths[g.count] = stop - at;
		g.zero |= g.count && text.at[at] == '0' && stop - at > 2;
		g.count++;
		g.end = stop;
		if (stop >= text.length || text.at[stop] != '-' ||
		    class_at(text, stop + 1) != AV_BYTE_DIGIT)
			return g;
		at = stop + 1;
	}
}

static bool like_a_date(const struct groups *g)
{
	return g->count == 3 && g->lengths[1] <= 2 &&
	       ((g->lengths[0] == 4 && g->lengths[2] <= 2) ||
		(g->lengths[0] <= 2 && (g->lengths[2] == 4 || g->lengths[2] == 2)));
}

/* 2001:db8::8a2e: four groups and more, a clock has three. */
static uint32_t colon_groups_end(struct av_str text, uint32_t at)
{
	unsigned colons = 0;
	uint32_t end = at;
	for (; letter_or_digit(text, at) || (at < text.length && text.at[at] == ':'); at++) {
		colons += text.at[at] == ':';
		if (text.at[at] != ':')
			end = at + 1;
	}
	return colons > 2 ? end : 0;
}

/* Where the next group of a telephone number begins behind the one that ends at `end`:
 * a space, a hyphen, brackets around the area's digits. */
static uint32_t next_group(struct av_str text, uint32_t end)
{
	uint32_t at = end;
	while (at < text.length && at - end < 2 && memchr(" -()", text.at[at], 4))
		at++;
	return at;
}

/* +44 20 7946 0958, 0800 555 0100, +1 (415) 555-0132: nine digits and more, in groups. */
static uint32_t telephone_end(struct av_str text, uint32_t at)
{
	uint32_t start = at += text.at[at] == '+', end = at, groups = 0, digits = 0;
	for (;; at = next_group(text, end)) {
		uint32_t stop = digits_end(text, at);
		if (stop == at)
			break;
		groups++;
		digits += stop - at;
		end = stop;
		if (end >= text.length || !memchr(" -)", text.at[end], 3))
			break;
	}
	return groups > 1 && digits > 8 ? end : start;
}

static bool all_zeros(struct av_str text, uint32_t at, uint32_t end)
{
	while (at < end && text.at[at] == '0')
		at++;
	return at == end;
}

/* 22-cv-01234: the last group begins with a zero; 20-to-1 are two numbers. */
static uint32_t docket_end(struct av_str text, uint32_t hyphen)
{
	uint32_t at = hyphen + 1;
	while (class_at(text, at) == AV_BYTE_LETTER)
		at++;
	bool joined = at > hyphen + 1 && at < hyphen + 4 && at < text.length &&
		      text.at[at] == '-' && at + 1 < text.length && text.at[at + 1] == '0' &&
		      class_at(text, at + 2) == AV_BYTE_DIGIT;
	return joined ? av_code_rest(text, at + 1) : 0;
}

/* (415) 555-0132: where the digits at `at` stand in brackets and groups follow. */
static uint32_t area_code_end(struct av_str text, uint32_t at, uint32_t end)
{
	if (!at || text.at[at - 1] != '(' || end - at < 2 || end - at > 4)
		return 0;
	uint32_t next = end + 1 + (end + 1 < text.length && text.at[end + 1] == ' ');
	if (class_at(text, next) != AV_BYTE_DIGIT)
		return 0;
	struct groups g = hyphen_groups(text, next);
	return g.count > 1 && g.end - next > 7 ? g.end : 0;
}

uint32_t av_digit_code_end(struct av_str text, uint32_t at)
{
	if (text.at[at] == '+' || text.at[at] == '0') {
		uint32_t stop = telephone_end(text, at);
		if (stop > at + 1)
			return stop;
	}
	uint32_t end = digits_end(text, at);
	if (end < text.length && text.at[end] == ':') {
		uint32_t stop = colon_groups_end(text, at);
		return stop ? stop : at;
	}
	if (end < text.length && text.at[end] == ')') {
		uint32_t stop = area_code_end(text, at, end);
		return stop ? stop : at;
	}
	if (end < text.length && text.at[end] == '-') {
		uint32_t stop = docket_end(text, end);
		if (stop)
			return stop;
		struct groups g = hyphen_groups(text, at);
		if (g.zero || (g.count > 2 && !like_a_date(&g)))
			return g.end;
	}
	if (at && text.at[at - 1] == '%' && class_at(text, end) == AV_BYTE_LETTER)
		return av_code_rest(text, end); /* %08x */
	bool decimal = end < text.length && (text.at[end] == '.' || text.at[end] == ',') &&
		       class_at(text, end + 1) == AV_BYTE_DIGIT;
	bool zeros = text.at[at] == '0' && end - at > 2 && !decimal;
	return zeros && !all_zeros(text, at, end) ? end : at;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Where the word that ends at `end` begins; `begin` is as far as it may reach. */
static uint32_t word_start(struct av_str text, uint32_t begin, uint32_t end)
{
	while (end > begin && letter_or_digit(text, end - 1))
		end--;
	return end;
}

bool av_name_before(struct av_str text, uint32_t begin, uint32_t at)
{
	if (at < begin + 4 || text.at[at - 1] != ' ')
		return false;
	uint32_t name = word_start(text, begin, at - 1);
	if (name == at - 1 || !is_upper(text.at[name]) || name < begin + 2 ||
	    text.at[name - 1] != ' ')
		return false;
	uint32_t before = word_start(text, begin, name - 1);
	return before < name - 1 && text.at[before] >= 'a' && text.at[before] <= 'z';
}

/* --- more digits than any number has -------------------------------------------------------- */

static bool digit_of(const struct av_doc *doc, uint32_t at)
{
	return at < doc->text.length &&
	       av_byte_class[(uint8_t)doc->text.at[at]] == AV_BYTE_DIGIT;
}

bool av_digits_go_on(struct av_scan *s)
{
	uint32_t at = s->begin;
	bool before = at ? digit_of(s->doc, at - 1) : s->doc->carry_in.digits;
	while (before && at < s->text.length && digit_of(s->doc, at))
		at++;
	s->at = at;
	return at > s->begin;
}

bool av_is_data(const struct av_scan *s, struct av_span number)
{
	uint32_t digits = 0;
	if (number.end == s->text.length && digit_of(s->doc, number.end) &&
	    digit_of(s->doc, number.end - 1))
		return true;
	if (av_span_length(number) <= AV_DIGITS_MAX)
		return false;
	for (uint32_t at = number.start; at < number.end && digits <= AV_DIGITS_MAX; at++)
		digits = digit_of(s->doc, at) ? digits + 1 : 0;
	return digits > AV_DIGITS_MAX;
}
