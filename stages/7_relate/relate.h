/* SPDX-License-Identifier: MIT
 * What the linkers of 7_relate share. A sentence with figures is cut once into items:
 * figures, the words that hold a sentence together (verbs, prepositions, cues, marks),
 * and between them runs of other words, which are taken for noun phrases. Each linker
 * then walks a few items to the left or right of its figure. No grammar is known beyond
 * the sort that the lexicon gives a function word, and no language at all. */
#ifndef AV_RELATE_H
#define AV_RELATE_H

#include "inner/doc.h"
#include "inner/rules.h"

/* What an item is. From ITEM_BREAK on: the values of a function word, ORDER: sorts in
 * words.c. */
enum item_sort {
	ITEM_NOUN,   /* a run of words that nothing breaks */
	ITEM_FIGURE,
	ITEM_MARK,   /* punctuation that ends a clause */
	ITEM_QUERY,  /* a question mark */
	ITEM_CUE,    /* hedge, estimate, negation … and nothing else */
	ITEM_CHANGE, /* a verb of change */
	ITEM_SPEECH, /* a verb of speech */
	ITEM_SOURCE, /* according to */
	ITEM_BREAK,  /* a function word of no sort that matters: adverb, particle */
	ITEM_VERB,
	ITEM_PARTICIPLE,  /* a verb's form that may also stand before a noun */
	ITEM_AUXILIARY,
	ITEM_MODAL,       /* will, could: a verb follows */
	ITEM_COPULA,      /* is, was; 是 为 */
	ITEM_PREPOSITION,
	ITEM_EXTENT,      /* leads from a verb of change to by how much: by, 了 */
	ITEM_COVERB,      /* stands before a noun that the sentence may be about: 在 对 */
	ITEM_GENITIVE,    /* of: what it is of follows */
	ITEM_ATTRIBUTIVE, /* 的: what it is of stands before it */
	ITEM_CONJUNCTION,
	ITEM_ALTERNATIVE, /* or: the same in other words may follow */
	ITEM_SUBORDINATOR, /* that, which, because: a clause begins */
	ITEM_DETERMINER,
	ITEM_PRONOUN,
	ITEM_SELF,        /* I, we: whoever speaks */
	ITEM_SORTS
};
#define ITEM_BIT(value) (1u << (value))
/* Sets of sorts. */
#define ITEM_VERBS                                                                            \
	(ITEM_BIT(ITEM_CHANGE) | ITEM_BIT(ITEM_VERB) | ITEM_BIT(ITEM_PARTICIPLE) |             \
	 ITEM_BIT(ITEM_COPULA) | ITEM_BIT(ITEM_AUXILIARY) | ITEM_BIT(ITEM_MODAL))
#define ITEM_ENDS (ITEM_BIT(ITEM_MARK) | ITEM_BIT(ITEM_QUERY)) /* of a clause */
#define ITEM_SPEAKS (ITEM_BIT(ITEM_SPEECH) | ITEM_BIT(ITEM_SOURCE)) /* leads to who speaks */

/* What a lexicon word is to relate; ITEM_NOUN for all that breaks no noun phrase. */
struct word {
	uint8_t sort;
	uint8_t change;    /* enum av_change */
	uint8_t certainty; /* enum av_certainty */
	uint8_t flags;     /* WORD_… */
};
enum {
	WORD_NEGATION = 1,
	WORD_PROPERTY = 2,
	WORD_TITLE = 4,
	WORD_TAG = 8, /* 对吧, right?: makes no question of a statement */
	WORD_COUNTED = 16, /* a measure word that names what is counted: 人 */
	WORD_KNOWN = 32, /* it has been looked up */
	WORD_BY = 64, /* a verb of change only with a word of extent: raised by 5% */
	WORD_MARK = 128, /* a mark that parts clauses: the colon of 3:1 */
};
/* Tags of the rules' own words that stand around figures, never in noun phrases. */
#define EDGES 5
struct words {
	struct word *by_entry; /* zero: not met yet */
	int edges[EDGES];      /* tags, -1: there is none */
};

struct item {
	struct av_span span;
	struct word word;
	/* of a noun phrase: where a property at its end begins, its title ends and starts */
	uint32_t property, title_start, title_end;
};

/* What the open items hold, all together: what none of them is need not be looked for. */
struct held {
	uint32_t sorts;      /* ITEM_BIT of each */
	uint8_t certainties; /* a bit of each */
	uint8_t flags;
	bool changes; /* a verb or a noun of change */
};

/* Where a figure of the open sentence is. */
struct place {
	uint32_t item;
	uint32_t token; /* the first one that does not begin before it, if any */
};

/* Endings of verbs and plurals, from the table: see endings.c. */
#define ENDINGS 16
enum ending { ENDING_NONE, ENDING_PARTICIPLE, ENDING_PROGRESSIVE, ENDING_PLURAL };
struct endings {
	struct { struct av_str text; uint8_t sort; } items[ENDINGS];
	unsigned count;
};

/* A verb of speech and who speaks; or a source. */
struct frame {
	struct av_span speaker, cue;
	uint32_t clause; /* where the clause that names the speaker begins */
	bool opens;      /* a clause mark follows the verb: what is said comes next */
};

struct relate {
	const struct av_rules *rules;
	struct words words;
	struct endings endings;
	struct av_doc *doc;
	/* the open sentence */
	uint32_t sentence;
	struct { AV_LIST(struct item); } items;
	struct held held;
	struct { AV_LIST(struct place); } places; /* of each of its figures */
	struct { AV_LIST(struct frame); } frames;
	struct { AV_LIST(struct av_token); } scanned; /* words found where no tokens are */
	uint32_t first_figure, figure_end;
	uint32_t last_date, next_date; /* figures */
	bool dates_follow; /* in the clause of last_date: each stands behind its figure */
	bool is_question;
	/* what is known from sentences before */
	struct frame last;         /* the last one with a speaker */
	uint32_t last_sentence;    /* whose `last` is, or AV_NONE */
	uint32_t begun;            /* quotations of the block up to the figure */
	uint32_t quote;            /* the last quotation looked at, or AV_NONE */
	bool quote_found;
	struct frame quote_frame;
	struct av_span topic;      /* subject of the last figure that had one */
	uint32_t topic_sentence;
	bool failed; /* memory is out */
};

/* --- words.c --- */
/* false: no memory. */
bool av_words_open(const struct av_rules *rules, struct words *words);
void av_words_close(struct words *words);
/* What the entry is, looked up for the first time. */
struct word av_word_meet(const struct relate *r, uint32_t entry);
static inline struct word av_word_of(const struct relate *r, uint32_t entry)
{
	struct word word = r->words.by_entry[entry];
	return word.flags & WORD_KNOWN ? word : av_word_meet(r, entry);
}

/* --- endings.c --- */
void av_endings_build(const struct av_rules *rules, struct endings *out);
/* Whether the word of small letters that ends at text[end] has the ending of a plural. */
bool av_ends_plural(const struct relate *r, uint32_t end);
/* Where the verb ends that begins at text[at] behind a noun; `at`: it is none. The words
 * up to `stop` are unknown; `next` is the token behind them, or NULL. */
uint32_t av_verb_end(const struct relate *r, uint32_t at, uint32_t stop,
		     const struct av_token *next);

/* --- scanned.c: into r->scanned; which sorts they are of, a bit each. */
uint32_t av_words_scan(struct relate *r, struct av_span span);

/* --- items.c --- */
/* Whether the text is one mark that parts clauses, and nothing else. */
bool av_is_mark(struct av_str text);
/* Cuts a sentence with tokens, and its figures, into items. */
void av_items_open(struct relate *r, uint32_t sentence);
/* Cuts a piece of text that has no tokens into items, without figures; leaves none where
 * no word leads to a speaker. */
void av_items_scan(struct relate *r, struct av_span span);
/* Index of the first item of the clause that holds `item`. */
uint32_t av_items_clause(const struct relate *r, uint32_t item);
static inline bool av_item_ends_clause(const struct item *item)
{
	return ITEM_BIT(item->word.sort) & ITEM_ENDS;
}
/* Whether a word of comparison begins the figure, of the open sentence: from, 较. */
bool av_figure_compares(const struct relate *r, uint32_t figure);

/* --- frames.c --- */
/* Who is said to speak, for the items that are open. */
void av_frames_find(struct relate *r);
/* The frame of a sentence or piece of text without tokens. */
bool av_frames_scan(struct relate *r, struct av_span span, struct frame *out);

/* --- the linkers: fill in `claim` for the figure at item `at` --- */
typedef void link_fn(struct relate *r, uint32_t figure, uint32_t at, struct av_claim *claim);
link_fn av_link_counted, av_link_subject, av_link_speaker;
link_fn av_link_certainty, av_link_change, av_link_when;

#endif
