/* SPDX-License-Identifier: MIT
 * Where in a sentence which lines of rules are to be tried: where the next few characters
 * of the shape and all that the sentence holds allow a match; most such tries succeed. */
#include <stdlib.h>

#include "match.h"

/* What a sentence holds: what its tokens answer to, and its characters. */
struct sentence {
	const struct av_dispatch *dispatch;
	struct av_str shape;
	struct av_needs held;
	uint32_t start_count, numbers;
};

/* Room for a sentence: the classes of its characters and of its end, and its starts. */
static bool make_room(struct av_matcher *m, size_t length)
{
	if (length <= m->capacity)
		return true;
	uint16_t *classes = realloc(m->classes, length * sizeof *classes);
	m->classes = classes ? classes : m->classes;
	struct av_start *starts = classes ? realloc(m->starts, length * sizeof *starts) : NULL;
	if (!starts)
		return false;
	m->starts = starts;
	m->capacity = length;
	return true;
}

static inline bool is_letter(unsigned char c)
{
	return (unsigned)(c - 'a') < 26u;
}

static inline bool is_digit(unsigned char c)
{
	return (unsigned)(c - '0') < 10u;
}

static void note_slots(struct sentence *s, const struct av_slots *own)
{
	for (unsigned k = 0; k < AV_SLOT_WORDS; k++)
		s->held.bits[k] |= own->bits[k];
}

/* Notes what a token answers to, or a character outside all tokens. Returns its class. */
static inline uint16_t note_code(struct sentence *s, uint32_t code, uint32_t *tokens)
{
	const struct av_dispatch *d = s->dispatch;
	uint32_t set = code - AV_SHAPE_SET;
	bool token = code >= AV_SHAPE_SET && code <= AV_SHAPE_LAST;
	if (token && code >= AV_SHAPE_NUMBER) {
		note_slots(s, &d->form_answers[code - AV_SHAPE_NUMBER]);
		s->numbers++;
	} else if (token) {
		note_slots(s, &d->set_answers[set]);
	}
	if (!token || (code < AV_SHAPE_NUMBER && (d->named_sets[set / 64] >> (set % 64) & 1)))
		av_needs_sign(&s->held, code);
	*tokens += token;
	return code < 0x10000 ? d->pages[d->page_of[code >> 8]][code & 255] : d->beyond;
}

/* Which ASCII characters stand in a sentence, in registers. */
struct ascii {
	uint64_t low, high;
};
static inline void note_ascii(struct ascii *seen, unsigned char c)
{
	if (c < 64)
		seen->low |= UINT64_C(1) << c;
	else
		seen->high |= UINT64_C(1) << (c & 63);
}

/* The rest of a word, from its second byte on: nothing begins there. Returns its length. */
static inline uint32_t read_word(const uint16_t *class_of, const unsigned char *word,
				 uint32_t most, uint16_t *classes, struct ascii *seen)
{
	uint32_t length = 0;
	for (;;) {
		for (; length < most && is_letter(word[length]); length++) {
			seen->high |= UINT64_C(1) << (word[length] & 63);
			classes[length] = class_of[word[length]];
		}
		if (length == most || !is_digit(word[length]))
			return length;
		note_ascii(seen, word[length]);
		classes[length] = class_of[word[length]];
		length++;
	}
}

/* The sentence's characters one by one: their classes, where a match can begin (never
 * inside a Latin word), and what the sentence holds. */
static void read_shape(struct av_matcher *m, struct sentence *s)
{
	const struct av_dispatch *d = s->dispatch;
	const unsigned char *shape = (const unsigned char *)s->shape.at;
	const uint32_t length = (uint32_t)s->shape.length;
	uint16_t *classes = m->classes;
	struct av_start *starts = m->starts;
	struct ascii seen = { 0, 0 };
	uint32_t index = 0, count = 0, tokens = 0, at = 0;
	while (at < length) {
		const unsigned char c = shape[at];
		starts[count] = (struct av_start){ at, index, tokens };
		if (c < 0x80) {
			note_ascii(&seen, c);
			classes[index] = d->ascii[c];
			at++;
		} else {
			uint32_t code;
			at += av_utf8_decode_valid(s->shape.at + at, &code);
			classes[index] = note_code(s, code, &tokens);
		}
		count += m->can_begin[classes[index++]];
		if (!is_letter(c) && !is_digit(c))
			continue;
		uint32_t rest = read_word(d->ascii, shape + at, length - at, classes + index,
					  &seen);
		at += rest;
		index += rest;
	}
	memset(classes + index, 0, AV_DISPATCH_DEPTH * sizeof *classes);
	s->held.bits[AV_SLOT_WORDS] |= seen.low;
	s->held.bits[AV_SLOT_WORDS + 1] |= seen.high;
	s->held.bits[AV_NEED_NUMBERS] = s->numbers > 1;
	s->start_count = count;
}

/* Whether the sentence holds what a way cannot do without. */
static inline bool holds(const struct sentence *s, const struct av_way_needs *of)
{
	const struct av_need *need = s->dispatch->needs + of->first;
	for (unsigned i = 0; i < of->all; i++, need++)
		if (need->bits & ~s->held.bits[need->word])
			return false;
	uint64_t any = of->any == 0;
	for (unsigned i = 0; i < of->any && !any; i++, need++)
		any = need->bits & s->held.bits[need->word];
	return any != 0;
}

/* Appends a try behind the others of its rule. */
static bool add_try(struct av_matcher *m, const struct av_try *try)
{
	uint32_t index = m->tries.count;
	struct av_tries_of *of = &m->tries_of[try->of.rule];
	struct av_try *place = av_list_add(&m->tries);
	if (!place)
		return false;
	*place = *try;
	if (of->first != AV_NONE) {
		m->tries.items[of->last].next = index;
	} else {
		uint32_t *rule = av_list_push(&m->rules);
		if (!rule)
			return false;
		*rule = try->of.rule;
		of->first = index;
	}
	of->last = index;
	return true;
}

/* Whether a way can stand behind a character of that class. */
static inline bool stands_behind(const struct av_dispatch *d, const struct av_candidate *way,
				 unsigned class)
{
	const uint64_t *ways =
		d->sets + ((size_t)class * AV_DISPATCH_PLACES + AV_DISPATCH_BEHIND) * d->way_words;
	return !way->needs.behind || (ways[way->way / 64] >> (way->way % 64) & 1);
}

/* All lines that can stand at a place. */
static bool add_tries(struct av_matcher *m, const struct sentence *s, uint32_t sentence,
		      const struct av_start *start)
{
	struct av_candidates found;
	struct av_try try = { .of = { UINT32_MAX, 0 }, .sentence = sentence, .at = start->at,
			      .token = start->token, .next = AV_NONE, .match = AV_NONE };
	if (!av_ahead_find(m->ahead, m->classes + start->index, &found))
		return false;
	/* class 0 is that of the text's ends, too */
	unsigned behind = start->index ? m->classes[start->index - 1] : 0;
	for (uint32_t i = 0; i < found.count; i++) {
		const struct av_candidate *way = &found.items[i];
		struct av_rule_line of = way->of;
		bool again = of.rule == try.of.rule && of.line == try.of.line;
		if (again || !stands_behind(s->dispatch, way, behind) || !holds(s, &way->needs))
			continue;
		try.of = of;
		if (!add_try(m, &try))
			return false;
	}
	return true;
}

bool av_begin(struct av_matcher *m, const struct av_rules *rules, const struct av_doc *doc,
	      uint32_t i)
{
	struct sentence s = { .dispatch = rules->dispatch, .shape = av_shape_of(doc, i) };
	if (!make_room(m, s.shape.length + AV_DISPATCH_DEPTH))
		return false;
	read_shape(m, &s);
	for (uint32_t k = 0; k < s.start_count; k++)
		if (!add_tries(m, &s, i, &m->starts[k]))
			return false;
	return true;
}
