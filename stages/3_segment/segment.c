/* SPDX-License-Identifier: MIT
 * Stage 3: paragraphs, turns, quotations, sentences, clauses, in one scan that skips all
 * bytes that can't end anything. ICU's sentence iterator would take ten times as long
 * and still know neither abbreviations nor who speaks. */
#include "inner/lanes.h"
#include "inner/stage.h"

#include "segment.h"

/* --- marks ---------------------------------------------------------------------------- */

static const uint8_t byte_marks[256] = {
	['.'] = MARK_DOT, ['!'] = MARK_ASCII_STOP, ['?'] = MARK_ASCII_STOP,
	[','] = MARK_COMMA, [';'] = MARK_CLAUSE, [':'] = MARK_COLON, ['-'] = MARK_HYPHEN,
	['"'] = MARK_QUOTE, ['\''] = MARK_APOSTROPHE,
	[0xC2] = MARK_WIDE, [0xE2] = MARK_WIDE, [0xE3] = MARK_WIDE, [0xEF] = MARK_WIDE,
};

/* The commonest first. */
static const struct {
	uint32_t code;
	enum mark mark;
} wide_marks[] = {
	{ 0xFF0C, MARK_CLAUSE }, { 0x3002, MARK_STOP },   { 0x3001, MARK_NONE },
	{ 0x201C, MARK_QUOTE },  { 0x201D, MARK_QUOTE },  { 0x2013, MARK_DASH },
	{ 0x2019, MARK_QUOTE },  { 0x2018, MARK_QUOTE },  { 0xFF1A, MARK_COLON },
	{ 0xFF1B, MARK_CLAUSE }, { 0xFF1F, MARK_STOP },   { 0xFF01, MARK_STOP },
	{ 0x300C, MARK_QUOTE },  { 0x300D, MARK_QUOTE },  { 0x300E, MARK_QUOTE },
	{ 0x300F, MARK_QUOTE },  { 0x2026, MARK_ELLIPSIS }, { 0x201E, MARK_QUOTE },
	{ 0x201A, MARK_QUOTE },  { 0x00AB, MARK_QUOTE },  { 0x00BB, MARK_QUOTE },
	{ 0x2039, MARK_QUOTE },  { 0x203A, MARK_QUOTE },  { 0x300B, MARK_CLOSE },
	{ 0x3011, MARK_CLOSE },  { 0x3015, MARK_CLOSE },  { 0x203C, MARK_STOP },
	{ 0x2047, MARK_STOP },   { 0x2048, MARK_STOP },   { 0x2049, MARK_STOP },
};

static enum mark wide_mark(uint32_t code)
{
	for (size_t i = 0; i < sizeof wide_marks / sizeof *wide_marks; i++)
		if (wide_marks[i].code == code)
			return wide_marks[i].mark;
	return MARK_NONE;
}

static bool is_closing_bracket(char c)
{
	return c == ')' || c == ']' || c == '}';
}

enum mark av_mark_at(const struct segmenter *s, uint32_t at, uint32_t *code, uint32_t *next)
{
	enum mark mark = byte_marks[(unsigned char)s->text[at]];
	*next = at + av_utf8_decode(s->text + at, s->text + s->end, code);
	if (mark == MARK_WIDE)
		return wide_mark(*code);
	return is_closing_bracket(s->text[at]) ? MARK_CLOSE : mark;
}

/* --- what marks do: each returns where the scan goes on ----------------------------------- */

typedef uint32_t act(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next);

/* Closing marks behind a stop at `at`: those of brackets and of open quotations. */
static uint32_t find_closed(const struct segmenter *s, uint32_t at)
{
	while (at < s->end) {
		uint32_t code, next;
		enum mark mark = av_mark_at(s, at, &code, &next);
		bool quote = mark == MARK_QUOTE || mark == MARK_APOSTROPHE;
		if (mark != MARK_CLOSE && !(quote && av_quote_is_open(s, code)))
			break;
		at = next;
	}
	return at;
}

/* Ends the sentence at `end`; the closing marks from `at` on still close their quotations. */
static uint32_t end_sentence(struct segmenter *s, uint32_t at, uint32_t end)
{
	while (at < end) {
		uint32_t code, next;
		enum mark mark = av_mark_at(s, at, &code, &next);
		if (mark == MARK_QUOTE || mark == MARK_APOSTROPHE)
			av_quote_mark(s, code, at, next);
		at = next;
	}
	av_sentence_end(s, end);
	return end;
}

/* Behind a run of stops of any kind. */
static uint32_t skip_stops(const struct segmenter *s, uint32_t at)
{
	uint32_t code, next;
	while (at < s->end) {
		enum mark mark = av_mark_at(s, at, &code, &next);
		if (mark != MARK_STOP && mark != MARK_ASCII_STOP && mark != MARK_ELLIPSIS &&
		    mark != MARK_DOT)
			break;
		at = next;
	}
	return at;
}

static uint32_t do_none(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	(void)s;
	(void)code;
	(void)at;
	return next;
}

static uint32_t do_stop(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	(void)code;
	(void)at;
	next = skip_stops(s, next);
	return end_sentence(s, next, find_closed(s, next));
}

static uint32_t do_ascii_stop(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	(void)code;
	(void)at;
	next = skip_stops(s, next);
	uint32_t closed = find_closed(s, next);
	return av_stop_ends(s, closed) ? end_sentence(s, next, closed) : next;
}

/* Dots that trail off go on in the same sentence, unless a capital or nothing follows. */
static uint32_t do_ellipsis(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	(void)code;
	(void)at;
	next = skip_stops(s, next);
	uint32_t closed = find_closed(s, next), behind = closed;
	while (behind < s->end && av_is_space(s->text[behind]))
		behind++;
	bool ends = behind == s->end || (behind > closed && av_is_upper(s->text[behind]));
	return ends ? end_sentence(s, next, closed) : next;
}

static uint32_t do_dot(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	if (next < s->end && av_is_alnum(s->text[next]))
		return next;
	if (next < s->end && s->text[next] == '.')
		return do_ellipsis(s, code, at, next);
	uint32_t closed = find_closed(s, next);
	return av_dot_ends(s, at, closed) ? end_sentence(s, next, closed) : next;
}

static bool is_between_digits(const struct segmenter *s, uint32_t at, uint32_t next)
{
	return at > s->start && next < s->end && av_is_digit(s->text[at - 1]) &&
	       av_is_digit(s->text[next]);
}

static uint32_t do_clause(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	(void)code;
	av_clause_end(s, at, find_closed(s, next)); /* ,” belongs to what it closes */
	return next;
}

static uint32_t do_comma(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	return is_between_digits(s, at, next) ? next : do_clause(s, code, at, next);
}

static uint32_t do_colon(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	bool address = next < s->end && s->text[next] == '/';
	return address ? next : do_comma(s, code, at, next);
}

/* Between figures a dash is a range or a score. */
static uint32_t do_dash(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	char before = at > s->start ? s->text[at - 1] : ' ';
	bool range = av_is_digit(before) || before == '%' || before == '$';
	return range ? next : do_clause(s, code, at, next);
}

static uint32_t do_hyphen(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	bool apart = at > s->start + 1 && next + 1 < s->end && s->text[at - 1] == ' ' &&
		     s->text[next] == ' ';
	if (!apart || is_between_digits(s, at - 1, next + 1))
		return next;
	return do_clause(s, code, at, next);
}

static uint32_t do_quote(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	av_quote_mark(s, code, at, next);
	return next;
}

static uint32_t do_apostrophe(struct segmenter *s, uint32_t code, uint32_t at, uint32_t next)
{
	if (at > 0 && next < s->end && av_is_alnum(s->text[at - 1]) && av_is_alnum(s->text[next]))
		return next;
	return do_quote(s, code, at, next);
}

/* ORDER: enum mark */
static act *const acts[] = {
	do_none, do_dot, do_ascii_stop, do_stop, do_ellipsis, do_comma, do_clause, do_colon,
	do_dash, do_hyphen, do_quote, do_apostrophe, do_none, do_none,
};
_Static_assert(sizeof acts / sizeof *acts == MARKS, "an act is missing");

/* --- the stage ------------------------------------------------------------------------------ */

/* Of 16 bytes those that may do something: no letters, digits or spaces, nor such as begin no
 * wide mark. */
static inline av_lanes marks_of(av_lanes byte)
{
	av_lanes small = byte | av_lanes_each(0x20), even = byte & av_lanes_each(~1);
	av_lanes wide = (byte == av_lanes_each(0xC2)) | (even == av_lanes_each(0xE2)) |
			(byte == av_lanes_each(0xEF));
	av_lanes none = av_lanes_between(small, 'a', 'z') | av_lanes_between(byte, '0', '9') |
			(byte == av_lanes_each(' ')) | ((byte < av_lanes_each(0)) & ~wide);
	return ~none;
}

/* The next character from `at` on that may do something. */
static inline uint32_t next_mark(const struct segmenter *s, uint32_t at)
{
	for (unsigned first; s->end - at >= AV_LANES; at += AV_LANES) {
		first = av_lanes_first(marks_of(av_lanes_at(s->text + at)));
		if (first < AV_LANES)
			return at + first;
	}
	while (at < s->end && byte_marks[(unsigned char)s->text[at]] == MARK_NONE)
		at++;
	return at;
}

static void scan(struct segmenter *s, uint32_t at)
{
	s->start = s->clause = at;
	s->first_clause = s->doc->clauses.count;
	while (!s->failed) {
		uint32_t code, next;
		at = next_mark(s, at);
		if (at >= s->end)
			break;
		code = (unsigned char)s->text[at];
		next = at + 1;
		enum mark mark = byte_marks[code];
		if (mark == MARK_WIDE)
			mark = av_mark_at(s, at, &code, &next);
		at = acts[mark](s, code, at, next);
	}
	av_sentence_end(s, s->end);
	av_quote_end_paragraph(s);
}

/* A paragraph all in brackets is a note of the editor, said by nobody. */
static bool is_note(const struct segmenter *s, struct av_span paragraph)
{
	const char *text = s->text + paragraph.start;
	size_t length = av_span_length(paragraph);
	return *text == '(' && memchr(text, ')', length) == text + length - 1;
}

static void do_paragraph(struct segmenter *s, struct av_span paragraph)
{
	struct av_span *span = av_list_push(&s->doc->paragraphs);
	if (!span) {
		s->failed = true;
		return;
	}
	*span = paragraph;
	s->paragraph = s->doc->paragraphs.count - 1;
	s->end = paragraph.end;
	s->noted = false;
	uint32_t turn = s->turn, start = av_turn_begin(s, paragraph);
	if (is_note(s, paragraph))
		s->turn = AV_NONE;
	else
		turn = s->turn;
	scan(s, start);
	s->turn = turn;
}

static void forget(struct av_doc *doc)
{
	doc->paragraphs.count = doc->turns.count = doc->quotes.count = 0;
	doc->sentences.count = doc->clauses.count = 0;
}

static enum aver_status run(void *state, const struct av_rules *rules, struct av_doc *doc)
{
	(void)state;
	struct segmenter s = {
		.rules = rules, .doc = doc, .text = doc->text.at,
		.length = (uint32_t)doc->text.length, .turn = AV_NONE,
	};
	forget(doc);
	av_turn_carry_in(&s);
	for (uint32_t at = 0; at < s.length && !s.failed;) {
		const char *end = memchr(s.text + at, '\n', s.length - at);
		uint32_t line_end = end ? (uint32_t)(end - s.text) : s.length;
		struct av_span line = av_span_trim(s.text, (struct av_span){ at, line_end });
		if (line.start < line.end)
			do_paragraph(&s, line);
		at = line_end + 1;
	}
	av_turn_carry_out(&s);
	return s.failed ? AVER_NO_MEMORY : AVER_OK;
}

const struct av_stage av_stage_segment = { "segment", NULL, run, NULL };
