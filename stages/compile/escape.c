/* SPDX-License-Identifier: MIT
 * Escapes and character classes of a pattern, as far as they must be known to say what a
 * match can begin with. */
#include "pattern.h"

/* What an escape with a letter stands for. */
enum meaning { REFUSED, BORDER, ONE, WORD, SPACE, BACK };
static const struct {
	char letter;
	enum meaning meaning;
} escapes[] = {
	{ 'b', BORDER }, { 'B', BORDER }, { 'A', BORDER }, { 'z', BORDER }, { 'Z', BORDER },
	{ 'd', WORD },	 { 'D', ONE },	  { 'w', WORD },   { 'W', ONE },    { 'S', ONE },
	{ 'H', ONE },	 { 'V', ONE },	  { 'p', ONE },	   { 'P', ONE },    { 'x', ONE },
	{ 'N', ONE },	 { 't', ONE },	  { 'n', ONE },	   { 'o', ONE },    { 's', SPACE },
	{ 'h', SPACE },	 { 'v', SPACE },  { 'k', BACK },   { 'g', BACK },
};

/* Of the escape at `at`. A property of letters (\p{L}, \p{Lu}) is a part of \w. */
static enum meaning meaning_at(struct av_str text, uint32_t at)
{
	char letter = text.at[at + 1];
	if (letter == 'p' && at + 3 < text.length &&
	    text.at[at + (text.at[at + 2] == '{') + 2] == 'L')
		return WORD;
	for (unsigned i = 0; i < sizeof escapes / sizeof *escapes; i++)
		if (escapes[i].letter == letter)
			return escapes[i].meaning;
	return letter >= '1' && letter <= '9' ? BACK : REFUSED;
}

/* The end of an escape at `at`: with the braces, brackets or hexadecimals behind it. */
static uint32_t escape_end(struct av_str text, uint32_t at)
{
	static const char pairs[][2] = { { '{', '}' }, { '<', '>' }, { '\'', '\'' } };
	uint32_t end = at + 2;
	if (end >= text.length)
		return (uint32_t)text.length;
	bool takes = memchr("pPxogkN", text.at[at + 1], 7) != NULL;
	for (unsigned i = 0; takes && i < 3; i++) {
		if (text.at[end] != pairs[i][0])
			continue;
		const char *close = memchr(text.at + end + 1, pairs[i][1], text.length - end - 1);
		return close ? (uint32_t)(close - text.at) + 1 : (uint32_t)text.length;
	}
	bool letter = text.at[at + 1] == 'p' || text.at[at + 1] == 'P';
	unsigned digits = text.at[at + 1] == 'x' ? 2 : letter;
	while (digits-- > 0 && end < text.length)
		end++;
	return end;
}

/* What an escape for one character can be. Letters, digits and the like are never of
 * private use, which is what tokens are. */
static void add_points(struct av_walk *w, enum meaning meaning, struct av_points *points)
{
	static const struct av_range spaces[] = {
		{ '\t', '\r' },	    { ' ', ' ' },	{ 0x85, 0x85 },	    { 0xA0, 0xA0 },
		{ 0x1680, 0x1680 }, { 0x2000, 0x200A }, { 0x2028, 0x202F }, { 0x205F, 0x205F },
		{ 0x3000, 0x3000 }, { 1, 0 },
	};
	static const struct av_range words[] = {
		{ '0', '9' }, { '_', '_' }, { 'a', 'z' }, { 'A', 'Z' }, { 0x80, AV_SHAPE_SET - 1 },
		{ AV_SHAPE_LAST + 1, 0x10FFFF }, { 1, 0 },
	};
	if (meaning != SPACE && meaning != WORD)
		points->any = true;
	const struct av_range *range = meaning == SPACE ? spaces : words;
	for (; !points->any && range->first <= range->last; range++)
		av_points_add(w->c, points, *range);
}

static struct av_reach reach_of(struct av_walk *w, enum meaning meaning)
{
	struct av_points points = { .any = false };
	if (meaning == BORDER)
		return av_reach_border();
	add_points(w, meaning, &points);
	struct av_reach reach = av_reach_one(w->c, &points);
	reach.ends_letter = meaning != SPACE;
	if (meaning == BACK) {
		reach = av_reach_repeat(w->c, &reach, 0, 0);
		reach.unbounded = false;
	}
	return reach;
}

/* \p{L} at w->at. PCRE2 looks a property up in its tables character by character, but has
 * the letters of ASCII, which most are, at hand when they are named beside it. */
static bool is_any_letter(const struct av_walk *w)
{
	static const char any[] = "\\p{L}";
	size_t left = w->text.length - w->at;
	return left >= sizeof any - 1 && memcmp(w->text.at + w->at, any, sizeof any - 1) == 0;
}

void av_escape(struct av_walk *w)
{
	int c = av_walk_next(w, 1);
	if (c < 0) {
		av_walk_say(w, w->at, w->at + 1, "a `\\` at the end; write \\\\ for the character");
		return;
	}
	bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	if (!word) {
		av_literal(w);
		return;
	}
	enum meaning meaning = meaning_at(w->text, w->at);
	if (meaning == REFUSED) {
		av_walk_say(w, w->at, w->at + 2, "`\\%c` is not for rules", c);
		return;
	}
	if (!w->mark) {
		struct av_reach reach = reach_of(w, meaning);
		av_group_atom(w, &reach);
	}
	bool any_letter = is_any_letter(w);
	av_walk_put(w, any_letter ? AV_STR("[a-z") : AV_STR(""));
	av_walk_copy(w, escape_end(w->text, w->at));
	av_walk_put(w, any_letter ? AV_STR("]") : AV_STR(""));
}

/* --- Classes ---------------------------------------------------------------------------- */

/* [:alpha:] at w->at; 0 where it is none. */
static uint32_t posix_end(const struct av_walk *w)
{
	uint32_t at = w->at + 2;
	if (av_walk_next(w, 0) != '[' || av_walk_next(w, 1) != ':')
		return 0;
	while (at + 1 < w->text.length && w->text.at[at] != ']')
		at++;
	return w->text.at[at] == ']' && w->text.at[at - 1] == ':' ? at + 1 : 0;
}

/* A member that is a word of the lexicon is in the class as its code point, too. */
static void add_word(struct av_walk *w, uint32_t code, struct av_points *points)
{
	char bytes[4];
	struct av_str text = av_str_of(bytes, av_utf8_encode(code, bytes));
	uint32_t entry = av_lexicon_exact(w->c->rules, text);
	if (entry == UINT32_MAX)
		return;
	if (w->mark) {
		w->c->literal[entry] = true;
		return;
	}
	uint32_t set = AV_SHAPE_SET + w->c->rules->entries.items[entry].set;
	av_walk_put_code(w, set);
	av_points_add(w->c, points, (struct av_range){ set, set });
}

static void put_member(struct av_walk *w, uint32_t code)
{
	if (code < 128 && memchr("\\]^-[", (int)code, 5))
		av_walk_put(w, AV_STR("\\"));
	av_walk_put_code(w, code);
}

/* A character of a class, folded; \] and the like stand for themselves. */
static uint32_t member(const struct av_walk *w, uint32_t at, uint32_t *end)
{
	uint32_t code, quoted = w->text.at[at] == '\\' && at + 1 < w->text.length;
	*end = at + quoted;
	*end += av_utf8_decode(w->text.at + *end, w->text.at + w->text.length, &code);
	return av_literal_fold(code);
}

static bool class_member(struct av_walk *w, struct av_points *points)
{
	uint32_t end, last, first = member(w, w->at, &end);
	last = first;
	bool range =
		end + 1 < w->text.length && w->text.at[end] == '-' && w->text.at[end + 1] != ']';
	put_member(w, first);
	if (range) {
		last = member(w, end + 1, &end);
		av_walk_put(w, AV_STR("-"));
		put_member(w, last);
	} else {
		add_word(w, first, points);
	}
	if (!w->mark)
		av_points_add(w->c, points, (struct av_range){ first, last });
	w->at = end;
	return last >= 'a' && first <= 'z';
}

/* One member: [:alpha:], an escape like \d, a character or a range. Tells whether it can
 * be a Latin letter. */
static bool class_step(struct av_walk *w, struct av_points *points)
{
	uint32_t posix = posix_end(w);
	int escaped = av_walk_next(w, 0) == '\\' ? av_walk_next(w, 1) : 0;
	bool letter = (escaped | 32) >= 'a' && (escaped | 32) <= 'z';
	if (!posix && !letter)
		return class_member(w, points);
	add_points(w, letter ? meaning_at(w->text, w->at) : ONE, points);
	if (!posix && is_any_letter(w))
		av_walk_put(w, AV_STR("a-z"));
	av_walk_copy(w, posix ? posix : escape_end(w->text, w->at));
	/* \x{E000}-\x{F8FF} is a range, which no member of its own parts */
	if (av_walk_next(w, 0) == '-' && av_walk_next(w, 1) == '\\')
		av_walk_copy(w, w->at + 1);
	return true;
}

void av_class(struct av_walk *w)
{
	struct av_points points = { .any = false };
	bool letter = false;
	uint32_t start = w->at;
	bool negated = av_walk_next(w, 1) == '^';
	av_walk_copy(w, w->at + 1 + negated);
	uint32_t first = w->at;
	while (w->at < w->text.length && (w->text.at[w->at] != ']' || w->at == first))
		letter |= class_step(w, &points);
	if (w->at >= w->text.length) {
		av_walk_say(w, start, start + 1,
			    "this `[` has no `]`; write \\[ for the character");
		return;
	}
	points.any |= negated;
	struct av_reach reach = av_reach_one(w->c, &points);
	reach.ends_letter = letter || negated;
	av_group_atom(w, &reach);
	av_walk_copy(w, w->at + 1);
}
