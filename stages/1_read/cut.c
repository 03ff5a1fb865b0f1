/* SPDX-License-Identifier: MIT
 * Where a block ends. The answer depends on the document's bytes only, never on how
 * they came in: a window is looked at only once it is full. What will do as an end: a blank
 * line, a line end, in a longer window a sentence end, a space, a comma, at worst anything. */
#include "inner/limits.h"
#include "inner/read.h"

#include <unicode/ucnv.h>

/* Runs of digits are counted by so many bytes at once. */
#define STRETCH 4096u

/* Text in code units of any width, as one thing to search. Positions are bytes. */
struct units {
	const unsigned char *at;
	unsigned width;
	bool big_endian;
};

static uint32_t unit_at(const struct units *text, size_t position)
{
	const unsigned char *at = text->at + position;
	uint32_t value = 0;
	for (unsigned i = 0; i < text->width; i++)
		value = value << 8 | at[text->big_endian ? i : text->width - 1 - i];
	return value;
}

/* The end of the last unit equal to `wanted` that ends in (from, to]; 0: none. */
static size_t last_unit(const struct units *text, uint32_t wanted, size_t from, size_t to)
{
	if (text->width == 1) {
		const unsigned char *found = memrchr(text->at + from, (int)wanted, to - from);
		return found ? (size_t)(found - text->at) + 1 : 0;
	}
	for (size_t at = to; at > from; at -= text->width)
		if (unit_at(text, at - text->width) == wanted)
			return at;
	return 0;
}

/* The end of the last blank line in (from, to], 0: none. */
static size_t last_blank_line(const struct units *text, size_t from, size_t to)
{
	size_t end = last_unit(text, '\n', from, to);
	while (end > from + 2 * text->width) {
		size_t before = end - text->width;
		uint32_t unit = unit_at(text, before - text->width);
		if (unit == '\r')
			unit = unit_at(text, before - 2 * text->width);
		if (unit == '\n')
			return end;
		end = last_unit(text, '\n', from, before);
	}
	return 0;
}

/* Marks that end a sentence, or a clause, by themselves, as UTF-8. */
#define WIDE_MARKS 3
static const char *const wide_stops[WIDE_MARKS] = { "\xE3\x80\x82", "\xEF\xBC\x81",
						     "\xEF\xBC\x9F" };
static const char *const wide_commas[WIDE_MARKS] = { "\xEF\xBC\x8C", "\xE3\x80\x81",
						      "\xEF\xBC\x9B" };

static bool is_wide(const unsigned char *at, const char *const *marks)
{
	for (size_t i = 0; i < WIDE_MARKS; i++)
		if (!memcmp(at, marks[i], 3))
			return true;
	return false;
}

static bool is_tail_byte(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* The end of the last sentence in (from, to]: behind a stop and its space, or behind a
 * wide stop where the text is UTF-8; 0: none. */
static size_t last_stop(const struct units *text, bool utf8, size_t from, size_t to)
{
	if (text->width != 1)
		return 0;
	for (size_t at = to; at > from + 3; at--) {
		const unsigned char *last = text->at + at - 1;
		if (*last == ' ' && memchr(".!?", last[-1], 3))
			return at;
		if (utf8 && is_tail_byte(*last) && is_wide(last - 2, wide_stops))
			return at;
	}
	return 0;
}

/* The largest place <= to that is not inside a character. */
static size_t character_border(const struct units *text, const struct av_encoding *encoding,
			       size_t to)
{
	if (!encoding->name[0]) {
		size_t at = to;
		while (to - at < 3 && is_tail_byte(text->at[at]))
			at--;
		return is_tail_byte(text->at[at]) ? to : at;
	}
	if (text->width == 2)
		return (unit_at(text, to - 2) & 0xFC00) == 0xD800 ? to - 2 : to;
	return to;
}

/* The same for encodings whose bytes don't show it: ICU converts up to there and says
 * how many of the bytes it could not finish. */
static size_t converted_border(const struct units *text, const char *name, size_t to)
{
	UErrorCode error = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &error);
	const char *at = (const char *)text->at, *end = at + to;
	UChar units[1024];
	do {
		UChar *target = units;
		error = U_ZERO_ERROR;
		ucnv_toUnicode(converter, &target, units + 1024, &at, end, NULL, false, &error);
	} while (error == U_BUFFER_OVERFLOW_ERROR);
	int32_t pending = U_SUCCESS(error) ? ucnv_toUCountPending(converter, &error) : 0;
	ucnv_close(converter);
	return U_SUCCESS(error) && pending > 0 && (size_t)pending < to ? to - (size_t)pending : to;
}

/* The end of the next line in (from, to]; 0: none. */
static size_t next_line(const struct units *text, size_t from, size_t to)
{
	if (text->width == 1) {
		const unsigned char *found = memchr(text->at + from, '\n', to - from);
		return found ? (size_t)(found - text->at) + 1 : 0;
	}
	for (size_t at = from; at < to; at += text->width)
		if (unit_at(text, at) == '\n')
			return at + text->width;
	return 0;
}

static bool is_digit(unsigned char byte)
{
	return (unsigned char)(byte - '0') < 10;
}

static bool is_letter(unsigned char byte)
{
	return (unsigned char)((byte | 32) - 'a') < 26;
}

/* The end of the last clause in (from, to]: behind a comma that is no part of a number; 0: none. */
static size_t last_comma(const struct units *text, bool utf8, size_t from, size_t to)
{
	if (!utf8)
		return text->width > 1 ? last_unit(text, 0xFF0C, from, to) : 0;
	for (size_t at = to; at > from + 3; at--) {
		const unsigned char *last = text->at + at - 1;
		if (*last == ',' && !is_digit(last[1]))
			return at;
		if (is_tail_byte(*last) && is_wide(last - 2, wide_commas))
			return at;
	}
	return 0;
}

/* A place in (from, to] where two letters touch, which parts no figure; 0: none. */
static size_t last_letters(const struct units *text, bool utf8, size_t from, size_t to)
{
	for (size_t at = to; utf8 && at > from + 1; at--)
		if (is_letter(text->at[at - 1]) && is_letter(text->at[at]))
			return at;
	return 0;
}

/* A place inside a paragraph in (from, to], the best there is; 0: none. */
static size_t inside_paragraph(const struct units *text, bool utf8, size_t from, size_t to)
{
	size_t end;
	if ((end = last_stop(text, utf8, from, to)) || (end = last_unit(text, ' ', from, to)) ||
	    (end = last_comma(text, utf8, from, to)))
		return end;
	return last_letters(text, utf8, from, to);
}

/* The last resort, near `to`: not inside a number, unless it has more digits than any. */
static size_t tear(const struct units *text, const struct av_encoding *encoding, size_t to,
		   bool *torn)
{
	*torn = true;
	if (text->width == 1 && encoding->name[0])
		return converted_border(text, encoding->name, to);
	size_t end = character_border(text, encoding, to), at = end;
	while (text->width == 1 && end - at < AV_DIGITS_MAX && is_digit(text->at[at]))
		at--;
	*torn = !is_digit(text->at[at]) || text->width > 1;
	return *torn && at < end ? at + 1 : end;
}

/* Digits behind what is none. Counted in bytes, LANE at a time, for the compiler to do
 * many at once. */
#define LANE 128
static unsigned digit_runs(const unsigned char *at, size_t length)
{
	unsigned count = 0;
	for (size_t from = 1; from < length; from += LANE) {
		uint8_t some = 0;
		size_t to = from + LANE < length ? from + LANE : length;
		for (size_t i = from; i < to; i++)
			some += (uint8_t)(((uint8_t)(at[i] - '0') < 10) &
					  ((uint8_t)(at[i - 1] - '0') >= 10));
		count += some;
	}
	return count;
}

/* How long a block is to be: AV_BLOCK_TARGET, less where the text is dense with numbers;
 * 0: that can't be said yet. */
static size_t target_of(const struct units *text, size_t length)
{
	unsigned numbers = 0;
	size_t at = 0;
	while (at < AV_BLOCK_TARGET && numbers < AV_BLOCK_NUMBERS) {
		if (length - at < STRETCH)
			return 0;
		numbers += digit_runs(text->at + at, STRETCH);
		at += STRETCH;
	}
	return at;
}

size_t av_block_cut(struct av_str bytes, const struct av_encoding *encoding, size_t *need,
		    bool *torn)
{
	struct units text = { (const unsigned char *)bytes.at, encoding->unit,
			      encoding->big_endian };
	bool utf8 = !encoding->name[0];
	size_t end, target = target_of(&text, bytes.length);
	*torn = false;
	*need = AV_BLOCK_TARGET;
	if (!target)
		return 0;
	if ((end = last_blank_line(&text, target / 2, target)) ||
	    (end = last_unit(&text, '\n', 0, target)))
		return end;
	/* a paragraph may be twice as long before it is cut inside */
	*need = 2 * target;
	if (bytes.length < *need)
		return 0;
	if ((end = next_line(&text, target, 2 * target)) ||
	    (end = inside_paragraph(&text, utf8, 0, target)))
		return end;
	return tear(&text, encoding, target, torn);
}
