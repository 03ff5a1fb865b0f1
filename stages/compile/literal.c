/* SPDX-License-Identifier: MIT
 * Literal text of a pattern. It is folded like the text it is matched on; and where it
 * holds a word of the lexicon, which in a shape is a single code point, it matches that
 * too. So an author writes text and need not know what the tables hold. */
#include "pattern.h"

#include "inner/fold.h"
#include "inner/lexicon.h"

/* Characters of a run; a longer one is just two runs. */
#define RUN_MAX 64

/* Literal characters up to the next construct: folded text, and where each byte's
 * character stands in the pattern. */
struct run {
	char text[RUN_MAX * 4];
	uint32_t at[RUN_MAX * 4 + 1];
	uint32_t length;
	uint32_t last; /* where the last character begins */
};

uint32_t av_literal_fold(uint32_t code)
{
	code = av_fold(code);
	return code >= 'A' && code <= 'Z' ? code + 32 : code;
}

static bool is_special(char c)
{
	return memchr("\\[<()|.^$*+?{", c, 13) != NULL;
}

/* An escaped character that stands for itself: \. \( \é. */
static bool is_quoted(struct av_str text, uint32_t at)
{
	if (text.at[at] != '\\' || at + 1 >= text.length)
		return false;
	unsigned char c = (unsigned char)text.at[at + 1];
	bool letter = (c | 32) >= 'a' && (c | 32) <= 'z', digit = c >= '0' && c <= '9';
	return c >= 128 || (!letter && !digit);
}

/* Gathers the run at w->at; returns where it ends. Its last character is left for a run
 * of its own where a quantifier follows: ab+ is a, b+. */
static uint32_t gather(const struct av_walk *w, struct run *run)
{
	const char *end = w->text.at + w->text.length;
	uint32_t at = w->at;
	unsigned count = 0;
	run->length = 0;
	while (at < w->text.length && count < RUN_MAX) {
		bool quoted = is_quoted(w->text, at);
		bool first = count == 0; /* whoever called saw that it is literal */
		if (!quoted && !first && is_special(w->text.at[at]))
			break;
		uint32_t code, next = at + quoted;
		next += av_utf8_decode(w->text.at + next, end, &code);
		if (count > 0 && av_is_quantifier(w->text, next))
			break;
		run->last = run->length;
		unsigned length = av_utf8_encode(av_literal_fold(code), run->text + run->length);
		for (unsigned i = 0; i < length; i++)
			run->at[run->length + i] = at;
		run->length += length;
		at = next;
		count++;
	}
	run->at[run->length] = at;
	return at;
}

static void put_char(struct av_walk *w, struct av_str character)
{
	unsigned char c = (unsigned char)character.at[0];
	bool word = c >= 128 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == ' ';
	if (!word)
		av_walk_put(w, AV_STR("\\"));
	av_walk_put(w, character);
}

static void put_text(struct av_walk *w, struct av_str text)
{
	for (size_t i = 0; i < text.length;) {
		uint32_t code;
		unsigned length = av_utf8_decode(text.at + i, text.at + text.length, &code);
		put_char(w, av_str_of(text.at + i, length));
		i += length;
	}
}

static void put_plain(struct av_walk *w, struct av_str text)
{
	if (w->mark)
		return;
	struct av_reach reach = av_reach_text(w->c, text);
	av_group_atom(w, &reach);
	put_text(w, text);
}

/* Number words make numbers, and a number is one code point: such text never stands in a
 * shape. Words that count only beside others (点, 多) may. */
static void warn_number(struct av_walk *w, const struct run *run, uint32_t at,
			const struct av_found *found)
{
	const struct av_number_word *word = &w->c->rules->number_words[found->number];
	if (w->mark || word->role > AV_WORD_MULTIPLIER ||
	    (word->flags & (AV_WORD_GLUED | AV_WORD_INNER)))
		return;
	av_part_say(w->c, AV_WARNING,
		    av_expansion_place(w->expansion, run->at[at], run->at[found->number_end]),
		    "`%.*s` in this text is read as a number, so it never matches; use <number>",
		    (int)(found->number_end - at), run->text + at);
}

/* A word of the lexicon: as text, for it may stand inside a longer word that is none,
 * or as its own code point. */
static void put_word(struct av_walk *w, struct av_str text, uint32_t entry)
{
	if (w->mark) {
		w->c->literal[entry] = true;
		return;
	}
	uint32_t code = AV_SHAPE_SET + w->c->rules->entries.items[entry].set;
	struct av_points point = { .any = false };
	av_points_add(w->c, &point, (struct av_range){ code, code });
	struct av_reach word = av_reach_one(w->c, &point), reach = av_reach_text(w->c, text);
	bool single = av_reach_lengths(&reach) == 2, behind = av_walk_behind(w);
	av_needs_sign(&word.ways[0].needs, code);
	reach = behind && !single ? word : av_reach_or(w->c, &reach, &word);
	av_group_atom(w, &reach);
	av_walk_put(w, single ? AV_STR("[") : behind ? AV_STR("") : AV_STR("(?:"));
	if (single || !behind)
		put_text(w, text);
	if (!single && !behind)
		av_walk_put(w, AV_STR("|"));
	av_walk_put_code(w, code);
	av_walk_put(w, single ? AV_STR("]") : behind ? AV_STR("") : AV_STR(")"));
}

void av_literal(struct av_walk *w)
{
	struct run run;
	uint32_t to = gather(w, &run);
	struct av_str text = av_str_of(run.text, run.length);
	uint32_t plain = 0, at = 0;
	while (at < run.length) {
		struct av_found found;
		av_lexicon_at(w->c->rules, text, at, &found);
		if (found.entry == AV_NO_ENTRY) {
			uint32_t code;
			if (found.number != AV_NO_ENTRY)
				warn_number(w, &run, at, &found);
			at += av_utf8_decode(text.at + at, text.at + text.length, &code);
			continue;
		}
		if (at > plain)
			put_plain(w, av_str_of(text.at + plain, at - plain));
		put_word(w, av_str_of(text.at + at, found.end - at), found.entry);
		plain = at = found.end;
	}
	if (run.length > plain)
		put_plain(w, av_str_of(text.at + plain, run.length - plain));
	w->at = to;
}
