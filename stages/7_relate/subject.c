/* SPDX-License-Identifier: MIT
 * Of whom or what a figure is said (subject) and which property of it (about): the noun
 * phrases before the clause's verb; where the clause has none, those of the clause
 * before it. A property is what 的 or `of` parts from its bearer, or a word that the
 * lexicon knows as one. */
#include "relate.h"

/* Items a search may cross: a sentence without any mark must not cost its square. */
#define REACH 48
/* Clauses a search goes back. */
#define CLAUSES 4

struct topic {
	struct av_span subject, about;
};

/* Items [from, to). */
struct window {
	uint32_t from, to;
};

static const struct item *item_at(const struct relate *r, uint32_t at)
{
	return &r->items.items[at];
}

/* A mark stands at both ends of a window. */
static uint8_t sort_at(const struct relate *r, uint32_t at, struct window w)
{
	return at >= w.from && at < w.to ? item_at(r, at)->word.sort : ITEM_MARK;
}

static bool is_noun(const struct relate *r, uint32_t at, struct window w)
{
	return sort_at(r, at, w) == ITEM_NOUN;
}

/* Sorts that end the stretch of a subject to its left. */
#define STOPS_LEFT                                                                            \
	(ITEM_BIT(ITEM_SPEECH) | ITEM_BIT(ITEM_SUBORDINATOR) | ITEM_BIT(ITEM_MARK) |           \
	 ITEM_BIT(ITEM_QUERY) | ITEM_BIT(ITEM_SOURCE))

/* Where a subject may stand before `to`: in the clause, before its last verb that has a
 * noun before it, and behind the verb before that. `*noun` gets the first noun there;
 * AV_NONE: there is none, and the window begins with the clause. */
static struct window before_verb(const struct relate *r, uint32_t to, uint32_t *noun)
{
	uint32_t from = to, verb = to, least = to > REACH ? to - REACH : 0;
	uint32_t stops = STOPS_LEFT;
	*noun = AV_NONE;
	for (; from > least; from--) {
		uint32_t bit = ITEM_BIT(item_at(r, from - 1)->word.sort);
		if (bit & stops)
			break;
		if (bit & ITEM_BIT(ITEM_NOUN)) {
			*noun = from - 1;
			stops |= verb < to ? ITEM_VERBS : 0;
		} else if (bit & ITEM_VERBS) {
			verb = from - 1;
		}
	}
	return (struct window){ from, *noun < verb ? verb : to };
}

static struct av_span join(struct av_span a, struct av_span b)
{
	return (struct av_span){ a.start, b.end };
}

/* The phrase that begins at noun `*at`, with all that conjunctions add; `*at` ends at
 * its last noun. */
static struct av_span joined(const struct relate *r, uint32_t *at, struct window w)
{
	static const uint32_t joins = ITEM_BIT(ITEM_CONJUNCTION) | ITEM_BIT(ITEM_ALTERNATIVE);
	struct av_span span = item_at(r, *at)->span;
	while (ITEM_BIT(sort_at(r, *at + 1, w)) & joins && is_noun(r, *at + 2, w)) {
		*at += 2;
		span = join(span, item_at(r, *at)->span);
	}
	return span;
}

/* `Vectura shares`: the bearer, and a property at the end of the phrase. */
static struct topic split_property(const struct relate *r, uint32_t at, struct av_span phrase)
{
	uint32_t property = item_at(r, at)->property;
	if (property == AV_NONE || property <= phrase.start)
		return (struct topic){ .subject = phrase };
	struct av_str text = av_doc_text(r->doc, (struct av_span){ phrase.start, property });
	while (text.length && text.at[text.length - 1] == ' ')
		text.length--;
	return (struct topic){ .subject = { phrase.start, phrase.start + (uint32_t)text.length },
			       .about = { property, phrase.end } };
}

static uint32_t skip(const struct relate *r, uint32_t at, struct window w, uint8_t sort)
{
	while (sort_at(r, at, w) == sort)
		at++;
	return at;
}

/* The last noun of the window: what stands nearest to the figure. */
static uint32_t last_noun(const struct relate *r, struct window w)
{
	for (uint32_t i = w.to; i > w.from; i--)
		if (is_noun(r, i - 1, w))
			return i - 1;
	return w.to;
}

/* Whether a later noun says what the sentence is about: 在芯片, or a known property. */
static bool is_topic(const struct relate *r, uint32_t at, struct window w)
{
	static const bool attaches[ITEM_SORTS] = {
		[ITEM_PREPOSITION] = true, [ITEM_GENITIVE] = true, [ITEM_EXTENT] = true,
	};
	return item_at(r, at)->property != AV_NONE ||
	       (at > w.from && !attaches[item_at(r, at - 1)->word.sort]);
}

static struct topic topic_of(const struct relate *r, struct window w, uint32_t first)
{
	uint32_t at = first;
	struct av_span phrase = joined(r, &at, w);
	uint32_t link = skip(r, at + 1, w, ITEM_BREAK); /* 最大 */
	uint8_t sort = sort_at(r, link, w);
	if (sort == ITEM_ATTRIBUTIVE || sort == ITEM_GENITIVE) {
		uint32_t noun = skip(r, link + 1, w, ITEM_DETERMINER);
		if (is_noun(r, noun, w)) {
			struct av_span other = joined(r, &noun, w);
			return sort == ITEM_ATTRIBUTIVE ? (struct topic){ phrase, other }
							: (struct topic){ other, phrase };
		}
	}
	struct topic topic = split_property(r, at, phrase);
	if (topic.about.start < topic.about.end)
		return topic;
	uint32_t last = last_noun(r, w);
	if (last > at && is_topic(r, last, w))
		topic.about = item_at(r, last)->span;
	return topic;
}

static uint32_t first_noun(const struct relate *r, struct window w)
{
	while (w.from < w.to && !is_noun(r, w.from, w))
		w.from++;
	return w.from;
}

/* Whether a mark and a subordinator open the window: what `, which lost a fifth of its
 * value,` is about is not what the clause behind it is about. */
static bool is_inserted(const struct relate *r, struct window w)
{
	return w.from >= 2 && item_at(r, w.from - 1)->word.sort == ITEM_SUBORDINATOR &&
	       av_item_ends_clause(item_at(r, w.from - 2));
}

/* Looks into the figure's own clause, then into the ones before it. */
static bool find_topic(const struct relate *r, uint32_t at, struct topic *topic)
{
	for (int back = 0; back < CLAUSES; back++) {
		uint32_t first;
		struct window w = before_verb(r, at, &first);
		if (first != AV_NONE && !(back && is_inserted(r, w))) {
			*topic = topic_of(r, w, first);
			return true;
		}
		if (!w.from || item_at(r, w.from - 1)->word.sort == ITEM_SPEECH)
			return false;
		at = w.from - 1;
	}
	return false;
}

/* What stands behind the figure, where nothing stands before it: in its clause, or in
 * the next one (`过去10年，商汤…`). */
static bool find_topic_behind(const struct relate *r, uint32_t at, struct topic *topic)
{
	struct window w = { at + 1, at + 1 };
	for (int clause = 0; clause < 2; clause++) {
		while (w.to < r->items.count && w.to - at < REACH &&
		       !(ITEM_BIT(item_at(r, w.to)->word.sort) & STOPS_LEFT))
			w.to++;
		uint32_t first = first_noun(r, w);
		if (first < w.to) {
			*topic = topic_of(r, w, first);
			return true;
		}
		w.from = ++w.to;
	}
	return false;
}

/* `25分钟圆桌对话`: the noun that touches a figure which counts nothing. */
static struct av_span noun_behind(const struct relate *r, uint32_t at)
{
	if (at + 1 < r->items.count && item_at(r, at + 1)->word.sort == ITEM_NOUN)
		return item_at(r, at + 1)->span;
	return (struct av_span){ 0, 0 };
}

static bool same_paragraph(const struct relate *r, uint32_t a, uint32_t b)
{
	const struct av_sentence *s = r->doc->sentences.items;
	return a != AV_NONE && b != AV_NONE && s[a].paragraph == s[b].paragraph;
}

static bool is_set(struct av_span span)
{
	return span.start < span.end;
}

static bool is_same(struct av_span a, struct av_span b)
{
	return is_set(b) && a.start == b.start;
}

static void fill(struct av_claim *claim, struct topic topic)
{
	if (!is_set(claim->subject) && !is_same(topic.subject, claim->counted))
		claim->subject = topic.subject;
	if (!is_set(claim->about) && !is_same(topic.about, claim->counted))
		claim->about = topic.about;
}

static void find_subject(struct relate *r, const struct av_figure *f, uint32_t at,
			 struct av_claim *claim)
{
	struct topic topic = { 0 };
	if (find_topic(r, at, &topic)) {
		r->topic = topic.subject;
		r->topic_sentence = f->sentence;
		fill(claim, topic);
		return;
	}
	if (find_topic_behind(r, at, &topic))
		fill(claim, topic);
	if (!is_set(claim->subject) && !is_set(claim->counted) &&
	    same_paragraph(r, r->topic_sentence, f->sentence))
		claim->subject = r->topic;
}

void av_link_subject(struct relate *r, uint32_t figure, uint32_t at, struct av_claim *claim)
{
	const struct av_figure *f = &r->doc->figures.items[figure];
	claim->subject = f->subject;
	claim->about = f->about;
	if (!is_set(f->subject) || !is_set(f->about))
		find_subject(r, f, at, claim);
	if (!is_set(claim->about) && !is_set(claim->counted))
		claim->about = noun_behind(r, at);
}
