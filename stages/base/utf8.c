/* SPDX-License-Identifier: MIT
 * UTF-8: decoding, encoding, counting, and the width of text on a terminal. Strict: no
 * overlong forms, no surrogates, nothing above U+10FFFF. */
#include "inner/eight.h"
#include "inner/str.h"

#define REPLACEMENT 0xFFFDu

static bool is_trail(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

static uint32_t trail_bits(char c)
{
	return (unsigned char)c & 0x3Fu;
}

/* Length and the smallest and largest second byte that a first byte allows. */
struct lead {
	unsigned char length, low, high;
};

static struct lead lead_of(unsigned char first)
{
	static const struct lead special[] = {
		[0xE0 - 0xE0] = { 3, 0xA0, 0xBF }, [0xED - 0xE0] = { 3, 0x80, 0x9F },
		[0xF0 - 0xE0] = { 4, 0x90, 0xBF }, [0xF4 - 0xE0] = { 4, 0x80, 0x8F },
	};
	if (first < 0xC2 || first > 0xF4)
		return (struct lead){ 0, 0, 0 };
	if (first < 0xE0)
		return (struct lead){ 2, 0x80, 0xBF };
	if (special[first - 0xE0].length)
		return special[first - 0xE0];
	return (struct lead){ first < 0xF0 ? 3 : 4, 0x80, 0xBF };
}

/* Length of the well-formed code point at `at`, or 0. */
static unsigned sequence_length(const char *at, const char *end)
{
	if (!((unsigned char)*at & 0x80))
		return 1;
	struct lead lead = lead_of((unsigned char)*at);
	if (!lead.length || end - at < lead.length)
		return 0;
	unsigned char second = (unsigned char)at[1];
	bool well = second >= lead.low && second <= lead.high &&
		    (lead.length < 3 || is_trail(at[2])) && (lead.length < 4 || is_trail(at[3]));
	return well ? lead.length : 0;
}

/* Whether three bytes that can be read are a lead of three and its trail; `*code` gets
 * what they say, which may still be overlong or a surrogate. */
static bool decode_three(const char *at, uint32_t *code)
{
	*code = ((unsigned char)at[0] & 0x0Fu) << 12 | trail_bits(at[1]) << 6 | trail_bits(at[2]);
	return ((unsigned char)at[0] & 0xF0) == 0xE0 && is_trail(at[1]) && is_trail(at[2]);
}

static bool is_three(uint32_t code)
{
	return code >= 0x800 && (code < 0xD800 || code > 0xDFFF);
}

unsigned av_utf8_decode_long(const char *at, const char *end, uint32_t *code)
{
	static const unsigned char first_bits[] = { 0, 0, 0x1F, 0x0F, 0x07 };
	/* most of what is not ASCII takes three bytes */
	if (end - at >= 3 && decode_three(at, code) && is_three(*code))
		return 3;
	unsigned length = sequence_length(at, end);
	if (!length) {
		*code = REPLACEMENT;
		return 1;
	}
	uint32_t bits = (unsigned char)*at & first_bits[length];
	for (unsigned i = 1; i < length; i++)
		bits = bits << 6 | trail_bits(at[i]);
	*code = bits;
	return length;
}

unsigned av_utf8_decode_before(const char *begin, const char *at, uint32_t *code)
{
	const char *start = at - 1;
	while (start > begin && at - start < 4 && is_trail(*start))
		start--;
	unsigned length = av_utf8_decode(start, at, code);
	if (length == (unsigned)(at - start))
		return length;
	*code = REPLACEMENT;
	return 1;
}

unsigned av_utf8_encode(uint32_t code, char out[4])
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
		code = REPLACEMENT;
	static const unsigned char marks[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	unsigned length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (unsigned i = length; i-- > 1; code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3F));
	out[0] = (char)(marks[length] | code);
	return length;
}

static bool is_ascii_8(const char *at)
{
	uint64_t word;
	memcpy(&word, at, sizeof word);
	return !(word & 0x8080808080808080u);
}

/* Whether six of the eight bytes are two well-formed three-byte characters: each a lead, whose
 * low four bits are neither 0 nor 13, for then not all trails may follow, and its trails. */
static inline bool are_two_threes(uint64_t eight)
{
	uint64_t low = eight & 0x0F00000Fu;
	uint64_t some = (low + 0x0F00000Fu) & ((low ^ 0x0D00000Du) + 0x0F00000Fu) & 0x10000010u;
	return (eight & 0xC0C0F0C0C0F0u) == 0x8080E08080E0u && some == 0x10000010u;
}

/* The end of the run of well-formed three-byte characters at `at`, as far as four bytes
 * can be looked at together; Chinese text is made of such runs. */
static const char *skip_threes(const char *at, const char *end)
{
	while (end - at >= 8 && are_two_threes(av_eight_at(at)))
		at += 6;
	while (end - at >= 4) {
		const unsigned char *c = (const unsigned char *)at;
		uint32_t all = (uint32_t)c[0] << 16 | (uint32_t)c[1] << 8 | c[2];
		uint32_t top = all & 0xFFA000u;
		/* lead E0..EF and its trail; not overlong, no surrogate */
		if ((all & 0xF0C0C0u) != 0xE08080u || top == 0xE08000u || top == 0xEDA000u)
			break;
		at += 3;
	}
	return at;
}

size_t av_utf8_valid(struct av_str s)
{
	if (!s.length) /* an empty text may have no place at all */
		return 0;
	const char *at = s.at, *end = s.at + s.length;
	while (at < end) {
		if (end - at >= 8 && is_ascii_8(at)) {
			at += 8;
			continue;
		}
		if ((unsigned char)*at < 0x80) {
			at++;
			continue;
		}
		const char *skipped = skip_threes(at, end);
		if (skipped == at) {
			unsigned length = sequence_length(at, end);
			if (!length)
				break;
			skipped = at + length;
		}
		at = skipped;
	}
	return (size_t)(at - s.at);
}

size_t av_utf8_count(struct av_str s)
{
	size_t trails = 0, i = 0;
	for (; i + 8 <= s.length; i += 8) {
		uint64_t eight = av_eight_at(s.at + i);
		uint64_t is = eight >> 7 & ~eight >> 6 & AV_EACH_BYTE(1); /* 10xxxxxx */
		trails += is * AV_EACH_BYTE(1) >> 56;
	}
	for (; i < s.length; i++)
		trails += is_trail(s.at[i]);
	return s.length - trails;
}

/* Code points that take two columns (Unicode's East Asian Width W and F, neighbours
 * joined over what is not assigned) or none (marks that combine, joiners). Rising. */
static const struct {
	uint32_t first, last;
	unsigned width;
} widths[] = {
	{ 0x0300, 0x036F, 0 },   { 0x1100, 0x115F, 2 },   { 0x200B, 0x200F, 0 },
	{ 0x20D0, 0x20FF, 0 },   { 0x231A, 0x231B, 2 },   { 0x2329, 0x232A, 2 },
	{ 0x23E9, 0x23EC, 2 },   { 0x2614, 0x2615, 2 },   { 0x2648, 0x2653, 2 },
	{ 0x2705, 0x2705, 2 },   { 0x270A, 0x270B, 2 },   { 0x274C, 0x274C, 2 },
	{ 0x2753, 0x2755, 2 },   { 0x2795, 0x2797, 2 },   { 0x2B1B, 0x2B1C, 2 },
	{ 0x2E80, 0x303E, 2 },   { 0x3041, 0x3098, 2 },   { 0x3099, 0x309A, 0 },
	{ 0x309B, 0x4DBF, 2 },   { 0x4E00, 0xA4CF, 2 },   { 0xA960, 0xA97F, 2 },
	{ 0xAC00, 0xD7A3, 2 },   { 0xF900, 0xFAFF, 2 },   { 0xFE00, 0xFE0F, 0 },
	{ 0xFE10, 0xFE19, 2 },   { 0xFE20, 0xFE2F, 0 },   { 0xFE30, 0xFE6F, 2 },
	{ 0xFEFF, 0xFEFF, 0 },   { 0xFF01, 0xFF60, 2 },   { 0xFFE0, 0xFFE6, 2 },
	{ 0x16FE0, 0x18DFF, 2 }, { 0x1B000, 0x1B2FF, 2 }, { 0x1F300, 0x1F64F, 2 },
	{ 0x1F680, 0x1F6FF, 2 }, { 0x1F900, 0x1F9FF, 2 }, { 0x1FA70, 0x1FAFF, 2 },
	{ 0x20000, 0x3FFFD, 2 },
};

static unsigned width_of(uint32_t code)
{
	size_t low = 0, high = sizeof widths / sizeof *widths;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (code > widths[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	bool inside = low < sizeof widths / sizeof *widths && code >= widths[low].first;
	return inside ? widths[low].width : 1;
}

size_t av_utf8_width(struct av_str s)
{
	if (!s.length)
		return 0;
	const char *at = s.at, *end = s.at + s.length;
	size_t width = 0;
	while (at < end) {
		uint32_t code;
		at += av_utf8_decode(at, end, &code);
		width += width_of(code);
	}
	return width;
}
