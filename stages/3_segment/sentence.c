/* SPDX-License-Identifier: MIT
 * Sentences and clauses as they are closed. A sentence that never ends (a table, a list
 * of a million names) is cut, at a clause if it has any, so that no later stage sees
 * more than AV_SENTENCE_MAX bytes at once. */
#include "segment.h"

struct av_span av_span_trim(const char *text, struct av_span span)
{
	while (span.start < span.end && av_is_space(text[span.start]))
		span.start++;
	while (span.end > span.start && av_is_space(text[span.end - 1]))
		span.end--;
	return span;
}

static void add_clause(struct segmenter *s, uint32_t end)
{
	struct av_span span = av_span_trim(s->text, (struct av_span){ s->clause, end });
	if (span.start == span.end)
		return;
	struct av_span *clause = av_list_push(&s->doc->clauses);
	if (clause)
		*clause = span;
	else
		s->failed = true;
}

/* Makes a sentence of all up to `end`, which no clause crosses. */
static void add_sentence(struct segmenter *s, uint32_t end)
{
	struct av_span span = av_span_trim(s->text, (struct av_span){ s->start, end });
	uint32_t first = s->first_clause;
	s->start = s->clause = end;
	s->first_clause = s->doc->clauses.count;
	if (span.start == span.end)
		return;
	struct av_sentence *sentence = av_list_push(&s->doc->sentences);
	if (!sentence) {
		s->failed = true;
		return;
	}
	*sentence = (struct av_sentence){
		.span = span, .paragraph = s->paragraph, .turn = s->turn,
		.first_clause = first, .clause_count = s->first_clause - first,
	};
}

/* --- a sentence that is too long ------------------------------------------------------------- */

/* Whether it may be cut at `at`, where the byte before and the one there are of one
 * character each. The best first. */
typedef bool cut_test(const char *text, uint32_t at);

static bool is_border(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

static bool is_letter(char c)
{
	return av_is_lower(c) || av_is_upper(c);
}

/* A space between words, no figure beside it. */
static bool between_words(const char *text, uint32_t at)
{
	return text[at] == ' ' && is_letter(text[at - 1]) && is_letter(text[at + 1]);
}

static bool at_space(const char *text, uint32_t at)
{
	return text[at] == ' ';
}

static bool behind_list_comma(const char *text, uint32_t at)
{
	return !memcmp(text + at - 3, "\xE3\x80\x81", 3);
}

static bool between_letters(const char *text, uint32_t at)
{
	return is_letter(text[at - 1]) && is_letter(text[at]);
}

static bool not_in_digits(const char *text, uint32_t at)
{
	return is_border(text[at]) && !(av_is_digit(text[at]) && av_is_digit(text[at - 1]));
}

/* A number with so many digits is none: see 4_tokenise. */
static bool anywhere(const char *text, uint32_t at)
{
	return is_border(text[at]);
}

static cut_test *const cut_tests[] = {
	between_words, at_space, behind_list_comma, between_letters, not_in_digits, anywhere,
};

/* Once a paragraph is enough. */
static void note_cut(struct segmenter *s, uint32_t at)
{
	if (s->noted)
		return;
	s->noted = true;
	if (!av_doc_note(s->doc, (struct av_span){ at, at },
			 "a sentence of more than %u bytes without a comma or a space was cut; a "
			 "figure that stands at a cut is cut in two; put stops into the text",
			 AV_SENTENCE_MAX))
		s->failed = true;
}

/* Where to cut what starts at `start` and is too long. */
static uint32_t find_cut(struct segmenter *s, uint32_t start)
{
	uint32_t last = start + AV_SENTENCE_MAX, least = start + AV_SENTENCE_MAX / 2;
	for (unsigned i = 0; i < sizeof cut_tests / sizeof *cut_tests; i++)
		for (uint32_t at = last; at > least; at--) {
			if (!cut_tests[i](s->text, at))
				continue;
			if (cut_tests[i] == not_in_digits)
				note_cut(s, at);
			return at;
		}
	return last;
}

static void cut_long(struct segmenter *s, uint32_t end)
{
	if (end - s->start > AV_SENTENCE_MAX && s->clause > s->start)
		add_sentence(s, s->clause);
	while (end - s->start > AV_SENTENCE_MAX && !s->failed) {
		uint32_t cut = find_cut(s, s->start);
		add_clause(s, cut);
		add_sentence(s, cut);
	}
}

void av_clause_end(struct segmenter *s, uint32_t end, uint32_t next)
{
	cut_long(s, next);
	if (end > s->clause)
		add_clause(s, end);
	s->clause = next;
}

void av_sentence_end(struct segmenter *s, uint32_t end)
{
	cut_long(s, end);
	add_clause(s, end);
	add_sentence(s, end);
}
