/* SPDX-License-Identifier: MIT
 * What the files of this stage share: the scan of one sentence and the shape. */
#ifndef AV_TOKENISE_H
#define AV_TOKENISE_H

#include "inner/doc.h"
#include "inner/lexicon.h"
#include "number.h"

/* Tags of the tables that change how a number beside such a word is read; -1: unused. */
struct av_scan_tags {
	int before;        /* about, 近: a bare multiplier may follow */
	int every;         /* per, 每: the same, and `second` is a unit */
	int half;          /* half a: `second` behind it is a unit, too */
	int article;       /* a: behind a unit `second` is a unit, too */
	int header;        /* what a table is in: the same */
	int hour_letter;   /* h: two digits behind it are minutes: 1h30 */
	int time_letter;   /* h, m: digits may be glued to them, too: 4h30m */
	int number_prefix; /* Q, FY: digits glued to it are a number */
};

struct av_scan {
	const struct av_rules *rules;
	struct av_doc *doc;
	struct av_str text; /* the block's text up to the sentence's end */
	uint32_t begin, at;
	const struct av_scan_tags *tags;
	uint32_t first;     /* the sentence's first token */
	bool worth;         /* a number or a trigger was found */
};

/* Words that count: units, currencies, classifiers. */
#define AV_COUNTS                                                                             \
	(UINT64_C(1) << AV_TAG_UNIT | UINT64_C(1) << AV_TAG_CURRENCY |                         \
	 UINT64_C(1) << AV_TAG_CLASSIFIER)

static inline const struct av_entry *av_scan_entry(const struct av_scan *s, uint32_t index)
{
	return &s->rules->entries.items[index];
}

static inline bool av_scan_has_tag(const struct av_scan *s, uint32_t entry, int tag)
{
	return tag >= 0 && av_entry_lexeme(s->rules, entry, (unsigned)tag);
}

/* context.c: the sentence's last token if nothing but perhaps a space stands between it and
 * s->at, else NULL. */
const struct av_token *av_token_before(const struct av_scan *s);
/* How a number at s->at is read because of what stands before it. */
struct av_context av_context_at(const struct av_scan *s);
/* scan.c: appends the tokens of the sentence. false: out of memory. */
bool av_scan_sentence(struct av_scan *scan);
/* codes.c: the end of a name with digits in it (RTX4090, v2.0.1, a URL) that begins with
 * the letters [at, letters); `letters` where it is none. */
uint32_t av_code_rare_end(struct av_str text, uint32_t at, uint32_t letters);
static inline uint32_t av_code_end(struct av_str text, uint32_t at, uint32_t letters)
{
	bool word = letters < text.length && text.at[letters] == ' '; /* as most are */
	return word ? letters : av_code_rare_end(text, at, letters);
}
/* The end of a code that begins with the digits at `at`: 007, 400-820-8820, 4-3-3,
 * 2001:db8::1; `at` where it is none. */
uint32_t av_digit_code_end(struct av_str text, uint32_t at);
/* Whether a capitalised word stands before `at`, and a small one before that: `under Node`.
 * Where all words are capitalised, as in headlines, a capital says nothing. */
bool av_name_before(struct av_str text, uint32_t begin, uint32_t at);
/* The end of a run of letters, digits and what joins them. */
uint32_t av_code_rest(struct av_str text, uint32_t at);
/* Steps over digits at the sentence's begin that go on those before it: it was cut inside
 * of them. false: there are none. */
bool av_digits_go_on(struct av_scan *scan);
/* Whether a number has more digits in a row than any has, or its end is cut off. */
bool av_is_data(const struct av_scan *scan, struct av_span number);
/* leave.c: cuts a word of more than one unit off that its end, here, does not belong to. */
void av_leave(const struct av_scan *s, struct av_found *found);
/* list.c: where a number with a full-width comma between digits of half width is two of a
 * list instead, the comma's place, else 0. */
uint32_t av_comma_of_list(const struct av_scan *s, const struct av_number *number,
			  bool behind_money);
/* shape.c: writes the sentence's shape. false: out of memory. */
bool av_shape_write(struct av_doc *doc, const struct av_rules *rules, struct av_span sentence,
		    struct av_sentence_tokens *tokens);

#endif
