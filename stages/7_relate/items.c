/* SPDX-License-Identifier: MIT
 * Cutting a sentence into items: its figures, its function words and marks, and what
 * stands between them. One pass over the sentence's tokens and characters. */
#include "relate.h"

/* What a character does to a noun phrase; for the last two, what stands behind it decides. */
enum mark { MARK_NONE, MARK_SPACE, MARK_JOIN, MARK_END, MARK_QUERY, MARK_STOP, MARK_WIDE };

/* By byte; MARK_WIDE leads a character that may be a mark. */
static const uint8_t marks[256] = {
	['\t'] = MARK_SPACE, ['\n'] = MARK_SPACE, ['\r'] = MARK_SPACE, [' '] = MARK_SPACE,
	[','] = MARK_END, [';'] = MARK_END, [':'] = MARK_END, ['('] = MARK_END,
	[')'] = MARK_END, ['['] = MARK_END, [']'] = MARK_END, ['{'] = MARK_END,
	['}'] = MARK_END, ['"'] = MARK_END, ['!'] = MARK_END, ['|'] = MARK_END,
	['<'] = MARK_END, ['>'] = MARK_END, ['='] = MARK_END, ['*'] = MARK_END,
	['?'] = MARK_QUERY, ['/'] = MARK_JOIN, ['.'] = MARK_STOP,
	[0xC2] = MARK_WIDE, [0xE2] = MARK_WIDE, [0xE3] = MARK_WIDE, [0xEF] = MARK_WIDE,
};

/* The marks of CJK and general punctuation that are in use between words, those in most use
 * first. */
static enum mark wide_mark(uint32_t code)
{
	static const struct { uint16_t first, last; uint8_t mark; } ranges[] = {
		{ 0xFF0C, 0xFF0C, MARK_END },   { 0x3001, 0x3001, MARK_JOIN },
		{ 0x3002, 0x3002, MARK_END },   { 0x201C, 0x201F, MARK_END },
		{ 0x3008, 0x3011, MARK_END },   { 0xFF1A, 0xFF1B, MARK_END },
		{ 0xFF08, 0xFF09, MARK_END },   { 0x2013, 0x2015, MARK_END },
		{ 0x2026, 0x2026, MARK_END },   { 0x3000, 0x3000, MARK_SPACE },
		{ 0xFF01, 0xFF01, MARK_END },   { 0xFF1F, 0xFF1F, MARK_QUERY },
		{ 0xFF0F, 0xFF0F, MARK_JOIN },  { 0x3014, 0x301F, MARK_END },
		{ 0xFF5C, 0xFF5C, MARK_END },   { 0x00AB, 0x00AB, MARK_END },
		{ 0x00BB, 0x00BB, MARK_END },
	};
	for (unsigned i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return ranges[i].mark;
	return MARK_NONE;
}

/* The mark that text[at] is, and where it ends; MARK_NONE: it is none. A stop ends a phrase
 * only before a space, or at the end. */
static enum mark mark_at(struct av_str text, uint32_t at, uint32_t *end)
{
	enum mark mark = (enum mark)marks[(unsigned char)text.at[at]];
	uint32_t code;
	*end = at + 1;
	if (mark == MARK_STOP)
		return *end >= text.length || text.at[*end] == ' ' ? MARK_END : MARK_NONE;
	if (mark != MARK_WIDE)
		return mark;
	*end = at + av_utf8_decode(text.at + at, text.at + text.length, &code);
	return wide_mark(code);
}

bool av_is_mark(struct av_str text)
{
	uint32_t end;
	return text.length && mark_at(text, 0, &end) == MARK_END && end == text.length;
}

static bool is_latin(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The noun phrase that is being gathered. */
struct gather {
	struct av_span span;
	uint32_t property, property_end, title_start, title_end;
	bool open;
};

static void push(struct relate *r, struct av_span span, struct word word)
{
	struct item *item = av_list_push(&r->items);
	if (!item) {
		r->failed = true;
		return;
	}
	*item = (struct item){ span, word, AV_NONE, AV_NONE, AV_NONE };
	r->held.sorts |= ITEM_BIT(word.sort);
}

static void flush(struct relate *r, struct gather *g)
{
	if (!g->open)
		return;
	g->open = false;
	push(r, g->span, (struct word){ .sort = ITEM_NOUN });
	if (r->failed)
		return;
	struct item *item = &r->items.items[r->items.count - 1];
	item->property = g->property_end == g->span.end ? g->property : AV_NONE;
	item->title_start = g->title_start;
	item->title_end = g->title_end;
}

static void extend(struct gather *g, uint32_t start, uint32_t end)
{
	if (!g->open)
		*g = (struct gather){ .span = { start, end }, .property = AV_NONE,
				      .property_end = AV_NONE, .title_start = AV_NONE,
				      .title_end = AV_NONE, .open = true };
	g->span.end = end;
}

static void add_noun_word(struct gather *g, struct av_span span, struct word word)
{
	bool follows = g->open && g->property_end == g->span.end;
	extend(g, span.start, span.end);
	if (word.flags & WORD_PROPERTY) {
		g->property = follows ? g->property : span.start;
		g->property_end = span.end;
	}
	if (word.flags & WORD_TITLE) {
		g->title_start = g->title_start == AV_NONE ? span.start : g->title_start;
		g->title_end = span.end;
	}
}

/* Tokens of a stretch of text that ends at `stop`. */
struct tokens {
	const struct av_token *at, *end;
	uint32_t stop;
};

/* Whether the token that begins at `end`, if any, parts what stands around it. */
static bool parts_from_next(const struct relate *r, const struct tokens *t, uint32_t end)
{
	const struct av_token *next = t->at + 1;
	if (next >= t->end || next->span.start != end)
		return false;
	uint8_t sort = next->type == AV_TOKEN_WORD ? av_word_of(r, next->index).sort : ITEM_FIGURE;
	return sort != ITEM_NOUN && sort != ITEM_ATTRIBUTIVE;
}

/* A verb of one Han character in the midst of others is likelier a part of a name. */
static bool is_buried(const struct relate *r, const struct gather *g, const struct tokens *t,
		      uint8_t sort)
{
	struct av_span span = t->at->span;
	if ((sort != ITEM_VERB && sort != ITEM_SOURCE) || !g->open ||
	    g->span.end != span.start || span.end - span.start != 3)
		return false;
	return span.end < t->stop && (unsigned char)r->doc->text.at[span.end] >= 0xE3 &&
	       !parts_from_next(r, t, span.end);
}

/* `worst-hit`, `start-up`: within a word of several a word has no sort of its own. */
static bool is_hyphenated(const struct relate *r, const struct gather *g, struct av_span span)
{
	const char *text = r->doc->text.at;
	if (g->open && g->span.end == span.start && text[span.start - 1] == '-')
		return true;
	return span.end + 1 < r->doc->text.length && text[span.end] == '-' &&
	       is_latin(text[span.end + 1]) && is_latin(text[span.end - 1]);
}

static void add_mark(struct relate *r, struct gather *g, enum mark mark, struct av_span span)
{
	static const uint8_t sorts[] = {
		[MARK_JOIN] = ITEM_CONJUNCTION, [MARK_END] = ITEM_MARK, [MARK_QUERY] = ITEM_QUERY,
	};
	flush(r, g);
	push(r, span, (struct word){ .sort = sorts[mark] });
}

/* Whether a verb comes next: `it would close three`, `may not exceed`. */
static bool behind_modal(const struct relate *r, const struct gather *g)
{
	static const uint32_t between = ITEM_BIT(ITEM_BREAK) | ITEM_BIT(ITEM_CUE);
	uint32_t at = r->items.count;
	if (g->open || !at || !(r->held.sorts & ITEM_BIT(ITEM_MODAL)))
		return false;
	if (at > 1 && (between >> r->items.items[at - 1].word.sort & 1))
		at--;
	return r->items.items[at - 1].word.sort == ITEM_MODAL;
}

static void add_token(struct relate *r, struct gather *g, const struct tokens *t)
{
	const struct av_token *token = t->at;
	if (token->type != AV_TOKEN_WORD) {
		extend(g, token->span.start, token->span.end);
		return;
	}
	struct word word = av_word_of(r, token->index);
	if (is_buried(r, g, t, word.sort) ||
	    (word.sort != ITEM_NOUN && is_hyphenated(r, g, token->span)))
		word.sort = ITEM_NOUN;
	if (word.sort == ITEM_NOUN && word.flags & WORD_MARK) {
		add_mark(r, g, MARK_END, token->span);
		return;
	}
	if (word.sort == ITEM_NOUN && behind_modal(r, g))
		word.sort = ITEM_VERB;
	if (word.sort == ITEM_NOUN) {
		add_noun_word(g, token->span, word);
		return;
	}
	flush(r, g);
	push(r, token->span, word);
	if (word.certainty != AV_STATED)
		r->held.certainties |= ITEM_BIT(word.certainty);
	r->held.flags |= word.flags;
	r->held.changes |= word.change > 0;
}

/* A verb behind a phrase; returns its end, or where it would have begun. */
static uint32_t add_verb(struct relate *r, struct gather *g, struct av_span span,
			 const struct av_token *next)
{
	uint32_t end = av_verb_end(r, span.start, span.end, next);
	if (end > span.start) {
		flush(r, g);
		push(r, (struct av_span){ span.start, end },
		     (struct word){ .sort = ITEM_PARTICIPLE });
	}
	return end;
}

/* The verb that a word behind a modal is; returns its end. */
static uint32_t add_modal_verb(struct relate *r, struct av_span span)
{
	const char *text = r->doc->text.at;
	uint32_t end = span.start;
	while (end < span.end && is_latin(text[end]))
		end++;
	push(r, (struct av_span){ span.start, end }, (struct word){ .sort = ITEM_VERB });
	return end;
}

/* A run of characters that are no marks, or the verb that it is; returns its end. */
static uint32_t add_letters(struct relate *r, struct gather *g, struct av_span span,
			    const struct av_token *next)
{
	const char *text = r->doc->text.at;
	uint32_t end = span.start;
	if (g->open && is_latin(text[end]))
		end = add_verb(r, g, span, next);
	else if (is_latin(text[end]) && behind_modal(r, g))
		end = add_modal_verb(r, span);
	if (end > span.start)
		return end;
	if (!g->open && text[end] == '-')
		return end + 1; /* of `600-page` */
	do
		end++;
	while (end < span.end && marks[(unsigned char)text[end]] == MARK_NONE);
	extend(g, span.start, end);
	return end;
}

/* A character that may be a mark; returns its end. */
static uint32_t add_character(struct relate *r, struct gather *g, struct av_span span)
{
	uint32_t end;
	enum mark mark = mark_at(av_str_of(r->doc->text.at, span.end), span.start, &end);
	if (mark == MARK_NONE)
		extend(g, span.start, end);
	else if (mark != MARK_SPACE)
		add_mark(r, g, mark, (struct av_span){ span.start, end });
	return end;
}

/* Literal text between two tokens. */
static void add_text(struct relate *r, struct gather *g, struct av_span span,
		     const struct av_token *next)
{
	const char *text = r->doc->text.at;
	while (span.start < span.end) {
		unsigned char c = (unsigned char)text[span.start];
		if (c == ' ')
			span.start++;
		else
			span.start = marks[c] == MARK_NONE ? add_letters(r, g, span, next)
							   : add_character(r, g, span);
	}
}

/* Whether nothing but a space is there, as between most tokens. */
static bool is_space(const char *text, struct av_span gap)
{
	return gap.start == gap.end || (gap.start + 1 == gap.end && text[gap.start] == ' ');
}

static void add_stretch(struct relate *r, struct gather *g, struct av_span span, struct tokens *t)
{
	const char *text = r->doc->text.at;
	t->stop = span.end;
	for (; t->at < t->end && t->at->span.start < span.end; t->at++) {
		struct av_span gap = { span.start, t->at->span.start };
		if (gap.end < gap.start)
			continue;
		if (!is_space(text, gap))
			add_text(r, g, gap, t->at);
		add_token(r, g, t);
		span.start = t->at->span.end;
	}
	if (!is_space(text, span))
		add_text(r, g, span, t->at < t->end ? t->at : NULL);
}

static void skip_tokens(struct tokens *t, uint32_t until)
{
	while (t->at < t->end && t->at->span.start < until)
		t->at++;
}

static void add_place(struct relate *r, uint32_t token)
{
	struct place *place = av_list_push(&r->places);
	if (place)
		*place = (struct place){ r->items.count - 1, token };
	else
		r->failed = true;
}

static void forget_items(struct relate *r)
{
	r->items.count = r->places.count = 0;
	r->held = (struct held){ 0 };
}

void av_items_open(struct relate *r, uint32_t sentence)
{
	const struct av_doc *doc = r->doc;
	struct av_span span = doc->sentences.items[sentence].span;
	const struct av_sentence_tokens *own = &doc->sentence_tokens.items[sentence];
	const struct av_token *first = doc->tokens.items + own->first;
	struct tokens tokens = { first, first + own->count, 0 };
	struct gather gather = { .open = false };
	forget_items(r);
	for (uint32_t i = r->first_figure; i < r->figure_end && !r->failed; i++) {
		struct av_span figure = doc->figures.items[i].span;
		add_stretch(r, &gather, (struct av_span){ span.start, figure.start }, &tokens);
		flush(r, &gather);
		push(r, figure, (struct word){ .sort = ITEM_FIGURE });
		add_place(r, (uint32_t)(tokens.at - doc->tokens.items));
		skip_tokens(&tokens, figure.end);
		span.start = figure.end;
	}
	add_stretch(r, &gather, span, &tokens);
	flush(r, &gather);
}

void av_items_scan(struct relate *r, struct av_span span)
{
	struct gather gather = { .open = false };
	forget_items(r);
	if (!(av_words_scan(r, span) & ITEM_SPEAKS))
		return;
	const struct av_token *first = r->scanned.items;
	struct tokens tokens = { first, first + r->scanned.count, 0 };
	add_stretch(r, &gather, span, &tokens);
	flush(r, &gather);
}

uint32_t av_items_clause(const struct relate *r, uint32_t item)
{
	while (item > 0 && !av_item_ends_clause(&r->items.items[item - 1]))
		item--;
	return item;
}

bool av_figure_compares(const struct relate *r, uint32_t figure)
{
	const struct av_doc *doc = r->doc;
	struct av_span span = doc->figures.items[figure].span;
	uint32_t first = r->places.items[figure - r->first_figure].token;
	if (first >= doc->tokens.count)
		return false;
	const struct av_token *token = &doc->tokens.items[first];
	return token->type == AV_TOKEN_WORD && token->span.start == span.start &&
	       (r->rules->entries.items[token->index].known >> AV_TAG_COMPARED & 1);
}
