/* SPDX-License-Identifier: MIT
 * Speaker turns: `NAME:` at a line's start. Many short lines look like that (places,
 * sources, lists), so the tables say which words are no names, and a line that is the
 * only one of its kind holds for its own paragraph only. */
#include "inner/fold_table.h"

#include "segment.h"

#define NAME_BYTES 60      /* nobody's name is longer */
#define NAME_HAN 12        /* a foreign name, or a name with its office */
#define NAME_HAN_PLAIN 5   /* a name by itself */
#define NAME_WORDS 5
#define PARTICLE 3         /* von, de, la: small letters inside a name */
#define MET 64             /* turns that are looked back over for a name */
#define MIDDLE_DOT 0xB7u
#define LETTER_BYTES 3     /* of a Han character */

#define BIT(tag) (UINT64_C(1) << (tag))
/* Words that no name holds. */
#define NO_NAME                                                                               \
	(BIT(AV_TAG_SPEECH_VERB) | BIT(AV_TAG_PROPERTY) | BIT(AV_TAG_CHANGE_VERB) |           \
	 BIT(AV_TAG_CONDITION) | BIT(AV_TAG_NOT_SPEAKER))
/* Words that a longer name does not hold; a short one may be written with them. */
#define NO_LONG_NAME (NO_NAME | BIT(AV_TAG_FUNCTION_WORD) | BIT(AV_TAG_NEGATION) |            \
		      BIT(AV_TAG_QUESTION))

/* A line's beginning up to its colon, as counted. */
struct head {
	struct av_span name;
	uint32_t body;    /* behind the colon */
	unsigned han, letters, words;
	bool dotted;      /* a middle dot, as in foreign names */
	bool bracket;     /* the name is over, its office stands in brackets */
};

static bool is_colon(uint32_t code)
{
	return code == ':' || code == 0xFF1A;
}

/* Whether a Latin word that begins with `code` may stand there; counts it. */
static bool take_word(const struct segmenter *s, struct head *head, uint32_t at)
{
	uint32_t end = at;
	while (end < s->end && (av_is_alnum(s->text[end]) || s->text[end] < 0))
		end++;
	head->words++;
	return !av_is_lower(s->text[at]) || (head->words > 1 && end - at <= PARTICLE);
}

static bool is_joint(uint32_t code)
{
	return code == ' ' || code == '.' || code == '-' || code == '\'' || code == 0x2019 ||
	       code == MIDDLE_DOT || code == 0x30FB || code == 0x2022;
}

/* Counts the character at `at` of a name; `before` is the one before it. */
static bool take(const struct segmenter *s, struct head *head, uint32_t at, uint32_t code,
		 uint32_t before)
{
	uint32_t word = av_fold_word(code);
	if (word & AV_FOLD_HAN)
		return ++head->han <= NAME_HAN;
	if (word & AV_FOLD_LETTER) {
		head->letters++;
		return (av_fold_word(before) & AV_FOLD_LETTER) || before == '\'' ||
		       take_word(s, head, at);
	}
	head->dotted |= code == MIDDLE_DOT || code == 0x30FB || code == 0x2022;
	return is_joint(code) && head->letters + head->han > 0;
}

/* Behind the bracket that closes the one at `at`, or 0. */
static uint32_t skip_bracket(const struct segmenter *s, uint32_t at, uint32_t limit)
{
	const char *close = memchr(s->text + at, ')', limit - at);
	return close ? (uint32_t)(close - s->text) + 1 : 0;
}

/* Reads the line's beginning; false if it has no colon or can't be a name. */
static bool read_head(const struct segmenter *s, struct av_span line, struct head *head)
{
	uint32_t limit = line.end - line.start > NAME_BYTES ? line.start + NAME_BYTES : line.end;
	uint32_t code, before = ' ', next;
	*head = (struct head){ .name = { line.start, line.start } };
	for (uint32_t at = line.start; at < limit; at = next, before = code) {
		next = at + av_utf8_decode(s->text + at, s->text + line.end, &code);
		if (is_colon(code)) {
			head->body = next;
			head->name.end = head->bracket ? head->name.end : at;
			head->name = av_span_trim(s->text, head->name);
			return head->name.start < head->name.end;
		}
		if (code == '(' && !head->bracket) {
			head->bracket = true;
			head->name.end = at;
			next = skip_bracket(s, at, limit);
			if (!next)
				return false;
		} else if (head->bracket ? code != ' ' : !take(s, head, at, code, before)) {
			return false;
		}
	}
	return false;
}

/* Tags of all words in the name. What is no speaker by itself (a place, a page's part)
 * may be part of one, unless it is a whole word at its end. */
static uint64_t known_inside(const struct segmenter *s, struct av_span name)
{
	struct av_str text = av_str_of(s->text, name.end);
	uint64_t known = 0;
	uint32_t code;
	for (uint32_t at = name.start; at < name.end;) {
		uint32_t end, entry = av_lexicon_find(s->rules, text, at, &end);
		if (entry == UINT32_MAX || end <= at) {
			at += av_utf8_decode(s->text + at, s->text + name.end, &code);
			continue;
		}
		uint64_t tags = s->rules->entries.items[entry].known;
		bool last = end == name.end && at > name.start && end - at > LETTER_BYTES;
		known |= last ? tags : tags & ~BIT(AV_TAG_NOT_SPEAKER);
		at = end;
	}
	return known;
}

static uint64_t known_exactly(const struct segmenter *s, struct av_span name)
{
	struct av_str surface = av_str_of(s->text + name.start, av_span_length(name));
	uint32_t entry = av_lexicon_exact(s->rules, surface);
	return entry == UINT32_MAX ? 0 : s->rules->entries.items[entry].known;
}

/* Whether that name has spoken lately. */
static bool is_met(const struct segmenter *s, struct av_span name)
{
	struct av_str text = av_str_of(s->text + name.start, av_span_length(name));
	if (av_str_equal(s->doc->carry_in.speaker, av_doc_source(s->doc, name)))
		return true;
	uint32_t count = s->doc->turns.count, first = count > MET ? count - MET : 0;
	for (uint32_t i = first; i < count; i++) {
		struct av_span other = s->doc->turns.items[i].name;
		if (av_str_equal(text, av_str_of(s->text + other.start, av_span_length(other))))
			return true;
	}
	return false;
}

/* `A:` answers `Q:`, but no other single letter is a name. */
static bool is_answer(const struct segmenter *s)
{
	uint32_t count = s->doc->turns.count;
	return count && av_span_length(s->doc->turns.items[count - 1].name) == 1;
}

static bool is_name_size(const struct segmenter *s, const struct head *head, uint64_t known)
{
	bool office = head->bracket || head->dotted || (known & BIT(AV_TAG_PERSON_TITLE));
	if (head->han == 0)
		return head->words <= NAME_WORDS &&
		       (head->letters > 1 || head->words > 1 || is_answer(s));
	return head->han <= NAME_HAN_PLAIN ? head->han > 1 || head->letters > 0 : office;
}

static bool is_quote(const struct segmenter *s, uint32_t at)
{
	uint32_t code, next;
	enum mark mark = av_mark_at(s, at, &code, &next);
	return mark == MARK_QUOTE || mark == MARK_APOSTROPHE;
}

/* A head without words behind it, or with a figure, is more often a heading or a row of
 * a table than a turn; one with a quotation is a sentence. */
static bool is_said(const struct segmenter *s, const struct head *head, uint64_t known)
{
	uint32_t at = head->body;
	bool office = head->bracket || head->dotted || (known & BIT(AV_TAG_PERSON_TITLE));
	while (at < s->end && s->text[at] == ' ')
		at++;
	if (at == s->end)
		return office;
	bool address = s->text[at] == '/' || (head->han == 0 && at == head->body &&
					      av_is_alnum(s->text[at]));
	bool likely = office || head->words > 1 || s->turn != AV_NONE;
	return !address && !is_quote(s, at) && (likely || !av_is_digit(s->text[at]));
}

static bool is_turn(const struct segmenter *s, const struct head *head)
{
	uint64_t exactly = known_exactly(s, head->name);
	if (exactly & BIT(AV_TAG_QUESTION_MARK_NAME))
		return true;
	uint64_t known = known_inside(s, head->name) | exactly;
	bool is_short = head->han > 0 && head->han <= NAME_HAN_PLAIN;
	if (exactly & NO_LONG_NAME || known & (is_short ? NO_NAME : NO_LONG_NAME))
		return false;
	if (!is_name_size(s, head, known))
		return false;
	return is_met(s, head->name) || is_said(s, head, known);
}

static struct av_turn *add_turn(struct segmenter *s, struct av_span name, uint32_t body)
{
	struct av_turn *turn = av_list_push(&s->doc->turns);
	if (!turn) {
		s->failed = true;
		return NULL;
	}
	*turn = (struct av_turn){ name, { body, s->length } };
	s->turn = s->doc->turns.count - 1;
	return turn;
}

uint32_t av_turn_begin(struct segmenter *s, struct av_span paragraph)
{
	struct head head;
	if (!read_head(s, paragraph, &head) || !is_turn(s, &head))
		return paragraph.start;
	if (s->doc->turns.count)
		s->doc->turns.items[s->doc->turns.count - 1].body.end = paragraph.start;
	add_turn(s, head.name, head.body);
	return head.body;
}

void av_turn_carry_in(struct segmenter *s)
{
	if (s->doc->carry_in.speaker.length)
		add_turn(s, (struct av_span){ 0, 0 }, 0);
}

/* The only turn of a block that no other block's turns lead up to ends with its
 * paragraph: an article that quotes somebody that way once is no interview. */
static bool is_alone(const struct av_doc *doc)
{
	return doc->turns.count == 1 && !doc->carry_in.speaker.length;
}

static void end_alone(struct segmenter *s)
{
	struct av_doc *doc = s->doc;
	struct av_turn *turn = &doc->turns.items[0];
	uint32_t paragraph = AV_NONE;
	for (uint32_t i = 0; i < doc->sentences.count; i++) {
		struct av_sentence *sentence = &doc->sentences.items[i];
		if (sentence->turn == AV_NONE)
			continue;
		if (paragraph == AV_NONE)
			paragraph = sentence->paragraph;
		if (sentence->paragraph != paragraph)
			sentence->turn = AV_NONE;
		else
			turn->body.end = sentence->span.end;
	}
}

void av_turn_carry_out(struct segmenter *s)
{
	struct av_doc *doc = s->doc;
	doc->carry_out = doc->carry_in;
	if (s->failed || !doc->turns.count)
		return;
	if (is_alone(doc)) {
		doc->carry_out = (struct av_carry){ .speaker = { NULL, 0 } };
		end_alone(s);
		return;
	}
	struct av_turn *last = &doc->turns.items[doc->turns.count - 1];
	if (last->name.start == last->name.end)
		return;
	struct av_str name = av_doc_source(doc, last->name);
	doc->carry_out.speaker = av_arena_copy(&doc->arena, name);
	doc->carry_out.speaker_cue = av_doc_source_span(doc, last->name);
	s->failed = name.length && !doc->carry_out.speaker.at;
}
