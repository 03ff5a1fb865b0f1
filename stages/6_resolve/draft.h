/* SPDX-License-Identifier: MIT
 * What the files of this folder share. A match becomes a draft: what its rule says about
 * each role (roles.c); the draft becomes a reading by the kind of the figure (value.c,
 * date.c, unit.c, duration.c); the reading and its alternatives become the figure. */
#ifndef AV_DRAFT_FIGURE_H
#define AV_DRAFT_FIGURE_H

#include "inner/doc.h"

/* A number with what it implies, as captured or computed. */
struct av_quantity {
	bool has_value, has_low, has_high;
	uint8_t modifier; /* of a vague number, else AV_EXACT */
	struct av_decimal value, low, high;
	const struct av_number *number; /* as read, NULL: computed or a constant */
};

/* A word: a captured one with all it may mean, or a constant of the rule. */
struct av_word {
	struct av_span span;
	uint32_t entry;            /* into rules->entries, or AV_NONE */
	const struct av_set *tags; /* those the slot asked for; NULL: any */
	struct av_str text;        /* as captured (normalised), or the constant */
	bool constant;
};

#define AV_NUMBER_ROLES AV_ROLE_UNIT /* roles below are numbers */
#define AV_WORD_ROLES (AV_ROLE_COUNTED - AV_ROLE_UNIT)
#define AV_TEXT_ROLES (AV_ROLES - AV_ROLE_COUNTED)

/* The unit that a word names. */
struct av_unit_choice {
	uint32_t unit; /* AV_NONE: none */
	struct av_decimal factor; /* of the name: 0.01 for cents */
};
/* One that was chosen in this block: by the word, what was asked for, and the kind. */
struct av_chosen {
	uint32_t entry;
	uint8_t kind;
	bool known;
	const void *by; /* the set of tags, or a constant's text */
	struct av_unit_choice choice;
};
#define AV_CHOSEN 64

struct av_figure_draft {
	const struct av_rules *rules;
	struct av_doc *doc;
	struct av_chosen *chosen; /* AV_CHOSEN of them */
	const struct av_match *match;
	const struct av_rule *rule;
	bool no_memory;
	uint64_t have; /* bit per enum av_role; what is not had is not initialised */
	struct av_quantity numbers[AV_NUMBER_ROLES];
	struct av_word words[AV_WORD_ROLES];
	struct av_span texts[AV_TEXT_ROLES];
};

static inline bool av_draft_has(const struct av_figure_draft *draft, enum av_role role)
{
	return draft->have >> role & 1;
}
/* NULL where the draft does not have it. */
static inline const struct av_quantity *av_draft_number(const struct av_figure_draft *draft,
							enum av_role role)
{
	return av_draft_has(draft, role) ? &draft->numbers[role] : NULL;
}
static inline const struct av_word *av_draft_word(const struct av_figure_draft *draft,
						  enum av_role role)
{
	return av_draft_has(draft, role) ? &draft->words[role - AV_ROLE_UNIT] : NULL;
}
static inline struct av_span av_draft_text(const struct av_figure_draft *draft, enum av_role role)
{
	return av_draft_has(draft, role) ? draft->texts[role - AV_ROLE_COUNTED]
					 : (struct av_span){ 0, 0 };
}

/* sense.c: which captures of a rule must agree with each other, by rule; and whether
 * those of a match do. */
struct av_sense {
	int8_t variable[AV_ROLE_TAIL_UNIT - AV_ROLE_UNIT + 1];
	int8_t low, high; /* ends that are captured as they stand, else -1 */
	int8_t proper;    /* what must be written with capitals, else -1 */
	bool units, ends; /* two units, two ends */
	bool open;        /* nothing of all that: any match will do */
};
struct av_senses {
	AV_LIST(struct av_sense);
};
bool av_sense_prepare(struct av_senses *senses, const struct av_rules *rules);
bool av_captures_agree(const struct av_sense *sense, const struct av_rules *rules,
		       const struct av_doc *doc, const struct av_match *match);
static inline bool av_makes_sense(const struct av_senses *senses, const struct av_rules *rules,
				  const struct av_doc *doc, const struct av_match *match)
{
	const struct av_sense *sense = &senses->items[match->rule];
	return sense->open || av_captures_agree(sense, rules, doc, match);
}

/* choose.c: finds the winners among the sentence's matches [first, end). */
struct av_candidate {
	uint64_t order; /* greater wins */
	uint32_t match;
};
struct av_choice {
	struct av_senses senses; /* by rule; prepared once */
	struct { AV_LIST(struct av_candidate); } candidates;
	struct { AV_LIST(uint64_t); } taken;   /* bit per byte of the sentence */
	struct { AV_LIST(uint32_t); } winners; /* matches, by start */
};
bool av_choose(struct av_choice *choice, const struct av_rules *rules, const struct av_doc *doc,
	       uint32_t first, uint32_t end);

/* roles.c: fills the draft from the actions for reading number `alternative`. */
void av_draft_fill(struct av_figure_draft *draft, unsigned alternative);
/* The lexeme that a word means where `tags` were asked for, or NULL. */
const struct av_lexeme *av_word_lexeme(const struct av_rules *rules, uint32_t entry,
				       const struct av_set *tags);

/* expression.c: an action's terms. false: it can't be computed (a capture is not set,
 * division by zero). */
bool av_expression(const struct av_figure_draft *draft, const struct av_action *action,
		   struct av_quantity *out);
/* roles.c: a capture as a number. */
bool av_capture_quantity(const struct av_figure_draft *draft, unsigned variable,
			 struct av_quantity *out);

/* value.c: value, bounds and modifier of the reading, whose unit is known. */
void av_read_value(const struct av_figure_draft *draft, struct av_reading *reading);
/* Sets the bounds as the modifier demands. */
void av_apply_modifier(struct av_reading *reading, uint8_t modifier);
/* The modifier that the rule captured or set, else AV_EXACT. */
uint8_t av_draft_modifier(const struct av_figure_draft *draft);

/* unit.c */
struct av_unit_choice av_choose_unit(const struct av_figure_draft *draft, enum av_role role,
				     uint8_t kind);
/* A value in unit `from` as one in unit `to`; false where that has no meaning. */
bool av_convert_unit(const struct av_rules *rules, uint32_t from, uint32_t to,
		     struct av_decimal *value);
/* compound.c: takes `per` into the unit, or into reading->per; then says what tells it in SI. */
void av_read_per(struct av_figure_draft *draft, struct av_reading *reading);
void av_read_si(struct av_figure_draft *draft, struct av_reading *reading);

/* date.c: iso, and value where only years are named. */
void av_read_date(struct av_figure_draft *draft, struct av_reading *reading);
/* duration.c: iso of a duration. */
void av_read_duration(struct av_figure_draft *draft, struct av_reading *reading);

/* reading.c: the whole reading out of a filled draft, into a zeroed one; whether it has
 * any value, bound or date; and the doc's other readings of the figure. */
void av_read_draft(struct av_figure_draft *draft, uint8_t kind, struct av_reading *reading);
bool av_says_something(const struct av_reading *reading);
bool av_read_alternatives(struct av_figure_draft *draft, struct av_figure *figure);
/* confidence.c */
float av_kind_confidence(const struct av_rules *rules, uint8_t kind);
float av_figure_confidence(const struct av_figure_draft *draft, const struct av_figure *figure);

/* name.c: whether the figure is only a number in a proper name. */
bool av_is_in_name(const struct av_figure_draft *draft, const struct av_reading *reading);

/* nearby.c: the word that ends, or begins, at a place of a sentence, NULL: none; and
 * whether it is a function word of that sort. */
const struct av_token *av_word_ending(const struct av_doc *doc, uint32_t sentence,
				      uint32_t place);
const struct av_token *av_word_starting(const struct av_doc *doc, uint32_t sentence,
					uint32_t place);
/* Whether the document is in one of the languages: names with commas; en for en-GB too. */
bool av_doc_speaks(const struct av_doc *doc, struct av_str list);
bool av_word_is(const struct av_rules *rules, const struct av_token *word, struct av_str sort);

/* elided.c: units, nouns and bounds that the figure before has said, from `first` on. */
void av_fill_elided(struct av_figure_draft *draft, uint32_t first);

/* header.c: units that rule the bare numbers behind and below them. */
struct av_header {
	uint32_t paragraph, sentence, column;
	struct av_span span, unit_text;
	bool caption;    /* stands in a line without columns: rules all columns below */
	bool is_label;   /* has ruled numbers of its own line, and rules no other */
	struct av_decimal factor;
	struct av_reading reading; /* unit and kind of what it rules */
};
struct av_headers {
	AV_LIST(struct av_header); /* those that hold, in text order */
	uint32_t looked_at;        /* paragraphs up to here are no prose */
	uint32_t first_column;     /* number of the line's first column: 1 behind a bar */
	int unruled, unscaled;     /* tags */
};
bool av_header_add(struct av_headers *headers, struct av_figure_draft *draft);
/* Rules the figures from `first` on, all of one sentence. */
void av_headers_apply(struct av_headers *headers, struct av_figure_draft *draft, uint32_t first);

/* adverb.c: modifiers that stand before the verb, for the figures from `first` on. */
void av_apply_adverbs(const struct av_rules *rules, struct av_doc *doc, uint32_t first);

#endif
