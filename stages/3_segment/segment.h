/* SPDX-License-Identifier: MIT
 * What the parts of 3_segment share: one scan over a paragraph that stops only at bytes
 * that may end something, and what is open at the place it has come to. */
#ifndef AV_SEGMENT_H
#define AV_SEGMENT_H

#include "inner/doc.h"
#include "inner/limits.h"

/* What a character does; the scan has one function for each. ORDER: segment.c (acts). */
enum mark {
	MARK_NONE,
	MARK_DOT,      /* ends a sentence, or shortens a word, or parts a number */
	MARK_ASCII_STOP, /* ! ?, also found inside names and addresses */
	MARK_STOP,     /* 。 and its like always end a sentence */
	MARK_ELLIPSIS,
	MARK_COMMA,    /* , parts clauses, or groups digits */
	MARK_CLAUSE,   /* ； ， part clauses always */
	MARK_COLON,
	MARK_DASH,
	MARK_HYPHEN,
	MARK_QUOTE,    /* opens or closes a quotation, as the open ones tell */
	MARK_APOSTROPHE, /* ' may be a quotation mark too */
	MARK_CLOSE,    /* a closing bracket: belongs to the sentence whose stop it follows */
	MARK_WIDE,     /* the first byte of characters among which there are marks */
	MARKS
};

struct open_quote {
	uint32_t code, quote; /* its mark, its index in doc->quotes */
};

struct segmenter {
	const struct av_rules *rules;
	struct av_doc *doc;
	const char *text;
	uint32_t length;      /* of the text */
	uint32_t end;         /* of the paragraph */
	uint32_t start;       /* of the sentence that is open */
	uint32_t clause;      /* of the clause that is open */
	uint32_t first_clause;
	uint32_t paragraph, turn; /* as the sentences get them */
	struct open_quote open[AV_QUOTE_DEPTH];
	unsigned depth;
	bool noted;           /* a sentence of this paragraph was cut between two characters */
	bool failed;
};

/* Decodes the character at `at` (< s->end) and says what mark it is. */
enum mark av_mark_at(const struct segmenter *s, uint32_t at, uint32_t *code, uint32_t *next);

/* sentence.c: the open clause ends at `end`, the next one starts at `next`; the same for
 * the sentence and all its clauses. */
void av_clause_end(struct segmenter *s, uint32_t end, uint32_t next);
void av_sentence_end(struct segmenter *s, uint32_t end);
struct av_span av_span_trim(const char *text, struct av_span span);

/* stop.c: whether the full stop at `at` ends the sentence; `after` is where the closing
 * marks behind it end. */
bool av_dot_ends(const struct segmenter *s, uint32_t at, uint32_t after);
/* Whether ! ? … before `after` end the sentence: not where it goes on in small letters. */
bool av_stop_ends(const struct segmenter *s, uint32_t after);

/* quote.c: a quotation mark at `at`, `next` behind it. */
void av_quote_mark(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next);
bool av_quote_is_open(const struct segmenter *s, uint32_t code);
/* All that is still open ends with the paragraph. */
void av_quote_end_paragraph(struct segmenter *s);

/* turn.c: whether a turn begins the paragraph; returns where its words begin, else
 * `start`. */
uint32_t av_turn_begin(struct segmenter *s, struct av_span paragraph);
/* The speaker of the block before goes on. */
void av_turn_carry_in(struct segmenter *s);
void av_turn_carry_out(struct segmenter *s);

static inline bool av_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool av_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}
static inline bool av_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}
static inline bool av_is_alnum(char c)
{
	return av_is_digit(c) || av_is_lower(c) || av_is_upper(c);
}
static inline bool av_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

#endif
