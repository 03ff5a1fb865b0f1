/* SPDX-License-Identifier: MIT
 * Quotations. The same mark opens in one language and closes in another, so what a mark
 * does follows from what is open. None outlives its paragraph: a mark without a partner
 * must not swallow the document, and English quotations over several paragraphs open
 * each of them anew. */
#include "segment.h"

static const struct pair {
	uint32_t open, close, other; /* two that close it; 0: none */
	bool lasts; /* to the paragraph's end if it is never closed; else it was no quotation */
} pairs[] = {
	{ 0x201C, 0x201D, 0, true },      { 0x300C, 0x300D, 0, true },
	{ 0x300E, 0x300F, 0, true },      { 0x2018, 0x2019, 0, false },
	{ 0x201E, 0x201C, 0x201D, true }, { 0x201A, 0x2018, 0x2019, false },
	{ 0xAB, 0xBB, 0, false },         { 0xBB, 0xAB, 0, false },
	{ 0x2039, 0x203A, 0, false },     { 0x203A, 0x2039, 0, false },
	{ '"', '"', 0, false },           { '\'', '\'', 0, false },
};

static const struct pair *pair_of(uint32_t open)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i].open == open)
			return &pairs[i];
	return NULL;
}

/* The innermost open quotation that `code` closes, counted from 1, or 0. */
static unsigned closed_by(const struct segmenter *s, uint32_t code)
{
	unsigned level = s->depth;
	while (level > 0) {
		const struct pair *pair = pair_of(s->open[level - 1].code);
		if (pair->close == code || pair->other == code)
			break;
		level--;
	}
	return level;
}

/* Takes back a quotation that was none. */
static void remove_quote(struct segmenter *s, uint32_t index)
{
	struct av_quote *quotes = s->doc->quotes.items;
	uint32_t parent = quotes[index].parent, count = --s->doc->quotes.count;
	memmove(&quotes[index], &quotes[index + 1], (count - index) * sizeof *quotes);
	for (uint32_t i = index; i < count; i++) {
		if (quotes[i].parent == AV_NONE || quotes[i].parent < index)
			continue;
		quotes[i].parent = quotes[i].parent == index ? parent : quotes[i].parent - 1;
	}
}

/* Ends what is open inside level `level` (from 1), and that level itself, at `at`. */
static void close_to(struct segmenter *s, unsigned level, uint32_t at)
{
	for (; s->depth >= level; s->depth--) {
		const struct open_quote *open = &s->open[s->depth - 1];
		if (s->depth > level && !pair_of(open->code)->lasts)
			remove_quote(s, open->quote);
		else
			s->doc->quotes.items[open->quote].inside.end = at;
	}
}

static void open_quote(struct segmenter *s, uint32_t code, uint32_t next)
{
	if (s->depth == AV_QUOTE_DEPTH || !pair_of(code))
		return;
	struct av_quote *quote = av_list_push(&s->doc->quotes);
	if (!quote) {
		s->failed = true;
		return;
	}
	quote->inside = (struct av_span){ next, next };
	quote->parent = s->depth ? s->open[s->depth - 1].quote : AV_NONE;
	s->open[s->depth++] = (struct open_quote){ code, s->doc->quotes.count - 1 };
}

static bool is_ascii_quote(uint32_t code)
{
	return code == '"' || code == '\'';
}

/* Straight marks open before a word only: 5", rock 'n' roll, the '90s. */
static bool may_open(const struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	if (!is_ascii_quote(code))
		return true;
	if (next >= s->end || av_is_space(s->text[next]))
		return false;
	if (code == '\'' && !av_is_upper(s->text[next]) && !av_is_lower(s->text[next]))
		return false;
	return at == 0 || !av_is_alnum(s->text[at - 1]);
}

/* A single mark closes behind a word only, never inside one. */
static bool may_close(const struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	if (code != '\'' && code != 0x2019)
		return true;
	bool inside_word = next < s->end && av_is_alnum(s->text[next]);
	return !inside_word && at > 0 && !av_is_space(s->text[at - 1]);
}

void av_quote_mark(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	unsigned level = closed_by(s, code);
	if (level && may_close(s, code, at, next))
		close_to(s, level, at);
	else if (!level && may_open(s, code, at, next))
		open_quote(s, code, next);
}

bool av_quote_is_open(const struct segmenter *s, uint32_t code)
{
	return closed_by(s, code) != 0;
}

/* Whether the next paragraph opens with `code` again. */
static bool goes_on(const struct segmenter *s, uint32_t code)
{
	uint32_t at = s->end, next = 0;
	while (at < s->length && av_is_space(s->text[at]))
		at++;
	if (at < s->length)
		av_utf8_decode(s->text + at, s->text + s->length, &next);
	return next == code;
}

void av_quote_end_paragraph(struct segmenter *s)
{
	for (; s->depth > 0; s->depth--) {
		const struct open_quote *open = &s->open[s->depth - 1];
		if (pair_of(open->code)->lasts || goes_on(s, open->code))
			s->doc->quotes.items[open->quote].inside.end = s->end;
		else
			remove_quote(s, open->quote);
	}
}
