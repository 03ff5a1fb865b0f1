/* SPDX-License-Identifier: MIT
 * Names that hold digits and count nothing: RTX4090, GPT-4, v2.0.1, addresses of the web. */
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

uint32_t av_code_rest(struct av_str text, uint32_t at)
{
	for (;;) {
		while (letter_or_digit(text, at))
			at++;
		bool joint = joint_at(text, at);
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

uint32_t av_code_end(struct av_str text, uint32_t at, uint32_t letters)
{
	if (class_at(text, letters) == AV_BYTE_DIGIT)
		return av_code_rest(text, letters);
	if (letters + 3 < text.length && memcmp(text.at + letters, "://", 3) == 0)
		return address_end(text, letters);
	if (letters < text.length && text.at[letters] == '@' && letter_or_digit(text, letters + 1))
		return av_code_rest(text, letters + 1);
	if (letters - at == 3 && class_at(text, letters) == AV_BYTE_OTHER &&
	    text.at[letters] == '.' && memcmp(text.at + at, "www", 3) == 0)
		return address_end(text, letters);
	if (letters < text.length && text.at[letters] == '-' &&
	    class_at(text, letters + 1) == AV_BYTE_DIGIT && has_capital(text, at, letters))
		return av_code_rest(text, letters + 1);
	return letters;
}
