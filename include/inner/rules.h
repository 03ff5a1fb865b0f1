/* SPDX-License-Identifier: MIT
 * A compiled rule set as the stages see it: lexicon, units, rules. Made once by
 * stages/compile, immutable afterwards, shared by all threads. */
#ifndef AV_RULES_H
#define AV_RULES_H

#include "arena.h"
#include "decimal.h"
#include "number.h"
#include "packed.h"
#include "str.h"

/* --- Vocabulary shared by rules and records ----------------------------------
 * Each list has its names in stages/base/names.c in the same order. */
enum av_kind {
	AV_NUMBER, AV_COUNT, AV_PERCENT, AV_RATIO, AV_FRACTION, AV_MONEY, AV_MEASURE,
	AV_DURATION, AV_AGE, AV_DATE, AV_TIME, AV_PERIOD, AV_ORDINAL, AV_SCORE,
	AV_KINDS,             /* the kinds a record can have end here */
	AV_QUANTITY = AV_KINDS, /* in rules: the kind follows from the unit's dimension */
	AV_FALSE_FRIEND,      /* in rules: claims its span and yields nothing */
	AV_HEADER,            /* in rules: the unit of the bare numbers of a table */
	AV_RULE_KINDS
};
enum av_modifier {
	AV_EXACT, AV_ABOUT, AV_AT_LEAST, AV_MORE_THAN, AV_AT_MOST, AV_LESS_THAN, AV_NEARLY,
	AV_BETWEEN, AV_MODIFIERS
};
enum av_change { AV_NO_CHANGE, AV_INCREASE, AV_DECREASE, AV_CHANGES };
enum av_certainty {
	AV_STATED, AV_HEDGED, AV_ESTIMATED, AV_PREDICTED, AV_PLANNED, AV_QUESTIONED,
	AV_CONDITIONAL, AV_CERTAINTIES
};
enum av_attribution { AV_UNATTRIBUTED, AV_TURN, AV_QUOTE, AV_REPORTED, AV_ATTRIBUTIONS };
/* What a capture or a field of a rule says about the figure. */
enum av_role {
	AV_ROLE_NONE, /* a helper variable, used in expressions */
	/* numbers */
	AV_ROLE_VALUE, AV_ROLE_LOW, AV_ROLE_HIGH,
	AV_ROLE_YEAR, AV_ROLE_MONTH, AV_ROLE_DAY, AV_ROLE_WEEKDAY, AV_ROLE_QUARTER, AV_ROLE_HALF,
	AV_ROLE_HOUR, AV_ROLE_MINUTE, AV_ROLE_SECOND,
	AV_ROLE_YEAR_TO, AV_ROLE_MONTH_TO, AV_ROLE_DAY_TO, /* ends of a period */
	AV_ROLE_DECADE, AV_ROLE_CENTURY,
	AV_ROLE_SHIFT,    /* so many `unit`s (or of the smallest part named) from the
	                     reference: 去年 -1 */
	AV_ROLE_HOUR_SHIFT, /* added to the hour: pm 12 */
	AV_ROLE_TOLERANCE, /* 12.9±0.1 */
	AV_ROLE_TAIL,     /* with tail_unit: a second, smaller quantity to add: 5 feet 10 inches */
	/* words: the lexeme's value, or a constant of the rule */
	AV_ROLE_UNIT, AV_ROLE_UNIT_LOW, AV_ROLE_TAIL_UNIT, AV_ROLE_PER, AV_ROLE_MODIFIER,
	AV_ROLE_BOUND,    /* a modifier behind the figure; counts more than one that only blurs */
	AV_ROLE_CHANGE,
	AV_ROLE_PART,     /* early mid late, of the smallest date part named */
	AV_ROLE_ISO,      /* a date or period as ISO 8601 text */
	AV_ROLE_CERTAINTY,
	AV_ROLE_CALENDAR, /* of a date that is not of the common calendar: chinese */
	/* text: the span as it stands */
	AV_ROLE_COUNTED, AV_ROLE_SUBJECT, AV_ROLE_ABOUT, AV_ROLE_UNIT_TEXT,
	AV_ROLE_PROPER,   /* a condition: each word of it begins with a capital */
	AV_ROLES
};

/* Name <-> value. av_name_find returns -1 when `name` is not in the list. */
struct av_names {
	const char *const *names;
	unsigned count;
};
extern const struct av_names av_kind_names, av_modifier_names, av_change_names,
	av_certainty_names, av_attribution_names, av_role_names;
int av_name_find(const struct av_names *names, struct av_str name);
const char *av_name_of(const struct av_names *names, unsigned value);

/* --- Confidence ------------------------------------------------------------------ */
/* What changes how often a figure is right, beside its kind or its rule. */
enum av_trait {
	AV_TRAIT_OTHER_READINGS,  /* the text leaves other readings open */
	AV_TRAIT_AMBIGUOUS_DIGITS, /* 1.234: group or decimal */
	AV_TRAIT_VAGUE,           /* dozens, 几十 */
	AV_TRAIT_SMALL_WORD,      /* a number word up to twelve */
	AV_TRAIT_BEHIND_NAME,     /* iPhone 11 */
	AV_TRAIT_BEFORE_NAME,     /* 787 Dreamliner */
	AV_TRAIT_SHORT_UNIT,      /* a unit of one letter: 5 m */
	AV_TRAIT_WRITTEN_OUT,     /* a bare number with marks, a scale or decimals: 312,400 */
	AV_TRAIT_RICH,            /* a rule of three slots and more found it */
	AV_TRAITS
};
extern const struct av_names av_trait_names;

AV_PACKED_BEGIN
/* --- Units -------------------------------------------------------------------- */
struct av_unit {
	struct av_str id;        /* CLDR id, ISO 4217 code, `percent`, `times` … */
	struct av_str dimension; /* length, duration, money, percent, ratio, temperature … */
	struct av_decimal factor, offset; /* see av_unit_to_si */
	struct av_str si;        /* id of the SI or base unit, empty if there is none */
	uint8_t kind;            /* enum av_kind that figures in this unit have */
	uint8_t spare[7];
};

/* --- The lexicon ---------------------------------------------------------------- */

/* Tags that C itself asks for, ORDER: stages/base/names.c (av_known_tag_names). All
 * other tags get ids behind them, as the tables bring them. */
enum av_known_tag {
	AV_TAG_FALSE_FRIEND, /* claims its span: no number is read inside it */
	AV_TAG_NUMBER_WORD,  /* numbers.tsv; read by 4_tokenise only */
	AV_TAG_UNIT,
	AV_TAG_CURRENCY,
	AV_TAG_CLASSIFIER,
	AV_TAG_ABBREVIATION, /* its full stop ends no sentence */
	AV_TAG_SPEECH_VERB,  /* 表示, said: value after (speaker before it) or before */
	AV_TAG_SPEECH_SOURCE, /* 据, according to: the speaker follows; 称/统计 closes */
	AV_TAG_HEDGE,        /* 可能, may */
	AV_TAG_ESTIMATE,     /* 估计, estimated */
	AV_TAG_PREDICTION,   /* 预计, will, forecast */
	AV_TAG_PLAN,         /* 计划, target */
	AV_TAG_QUESTION,     /* 吗, 多少, whether */
	AV_TAG_CONDITION,    /* 如果, if */
	AV_TAG_NEGATION,     /* 不, 并非, not */
	AV_TAG_CHANGE_VERB,  /* 增长 increase, fell decrease (value) */
	AV_TAG_FUNCTION_WORD, /* ends a noun phrase: the, of, 的, 了, 是 … (value: its sort) */
	AV_TAG_PRONOUN,      /* he, 他, 我们: no speaker by itself */
	AV_TAG_PERSON_TITLE, /* 董事长, CEO: stands beside a name */
	AV_TAG_QUESTION_MARK_NAME, /* 问, Q: a questioner's turn, a speaker by that name */
	AV_TAG_NOT_SPEAKER,  /* 注, 编者按, Note: `X:` that opens no turn */
	AV_TAG_PROPERTY,     /* 营收, market value, price: nouns that name what is measured */
	AV_TAG_LOOSELY_BEFORE, /* 大概: before the verb, and means the figure (value: modifier) */
	AV_TAG_COMPARED,     /* from, compared with: the figure behind is like the one before */
	AV_TAG_LEVEL,        /* to, at: the figure behind is what was reached, no change */
	AV_TAG_ENDING,       /* *ed: so end verbs that no table has (value: its sort) */
	AV_KNOWN_TAGS
};
extern const char *const av_known_tag_names[AV_KNOWN_TAGS];

/* A text of the lexicon: so many bytes of rules->texts from `at` on. The lexicon is most of a
 * rule set, and without pointers it need not be copied out of an image. */
struct av_text {
	uint32_t at, length;
};

struct av_lexeme {
	uint16_t tag;
	bool exact_case;        /* only where the text has the case of `surface` */
	bool alternative;       /* of a name of a unit or currency: shown as another reading
	                           where a sister row wins: $, ¥ */
	uint32_t unit;          /* index into rules->units for AV_TAG_UNIT, AV_TAG_CURRENCY;
	                           index into rules->number_words for AV_TAG_NUMBER_WORD */
	struct av_text value;   /* third column, as written; empty if none */
	struct av_text lang;    /* of a name of a unit or currency: it comes first in documents in
	                           that language; empty: no wish */
	struct av_decimal number; /* `value` read as a decimal where it is one, else 0; of a name
	                             of a unit: so many of it, 0.01 for cents */
};

/* A surface with all that it can mean. The same surface in another case is another
 * entry where a lexeme asks for exact case (MW, mW). */
struct av_entry {
	struct av_text surface;
	uint32_t first_lexeme;
	uint16_t lexeme_count;
	uint16_t set;         /* which set of tags; the shape's code point is AV_SHAPE_SET + set */
	uint64_t known;       /* bit per enum av_known_tag, and AV_ENTRY_TRIGGER */
};
/* In entry->known: some rule can match around this word without any number (去年, doubled),
 * so a sentence that holds it has a shape though it holds no number. Set by compile. */
#define AV_ENTRY_TRIGGER (UINT64_C(1) << 63)

/* The shape's alphabet: one private-use code point per token. */
#define AV_SHAPE_SET 0xE000u    /* + set: a lexicon word (at most 0x1000 sets) */
#define AV_SHAPE_NUMBER 0xF000u /* + av_number_form: a number */
#define AV_SHAPE_LAST 0xF8FFu   /* private use in the source itself becomes U+FFFD */

/* How a number word combines: lexicon.h; the columns of numbers.tsv are explained at the
 * head of rules/common/numbers.tsv and read by stages/compile/number_table.c. */
struct av_number_word;

struct av_set {
	const uint16_t *tags;
	size_t count;
};

/* --- Rules ---------------------------------------------------------------------- */
enum av_operation { AV_OP_SET, AV_OP_ADD, AV_OP_SUBTRACT, AV_OP_MULTIPLY, AV_OP_DIVIDE,
		    AV_OP_POWER };

/* value = n * 10 + 5 is the terms SET n, MULTIPLY 10, ADD 5: from left to right. */
struct av_term {
	uint8_t operation;
	int8_t variable; /* index of a capture variable, -1: the constant */
	uint8_t spare[6];
	struct av_decimal constant;
};
/* One field of the figure: from terms (numbers), a variable (its lexeme's value or its
 * text), or a constant text. */
struct av_action {
	uint8_t role;
	uint8_t alternative; /* 0: the figure itself; k: its k-th other reading */
	int8_t variable;     /* for words and text; -1: `text` */
	uint8_t spare;
	uint16_t first_term, term_count; /* in rules->terms */
	struct av_str text;
};

struct av_pattern;
struct av_rule {
	struct av_str name; /* zh/ratio/times: folder, file, rule */
	uint8_t kind;       /* enum av_kind */
	uint8_t alternative_kinds[4];
	uint8_t alternative_count;
	bool context; /* dates other figures (去年) and is not printed itself */
	bool with;    /* its last line is no match line: the sentence must hold it, too */
	float confidence; /* of its figures, before traits; 0: that of their kind */
	int16_t priority;
	uint16_t slot_count;
	uint16_t variable_count, line_count;
	uint16_t first_action, action_count; /* in rules->actions */
	struct av_str alternative_langs[4]; /* languages in which it is the first reading */
	const struct av_str *variables; /* names, in order of variable index */
	/* By variable: the lexicon tags that its slots ask for (`<minute:quarter-hour>`), which
	 * says what a word with several meanings means here. Filled by compile/pattern; NULL or
	 * an empty set: any. */
	const struct av_set *variable_tags;
	struct av_pattern *lines;       /* its match lines, then `with`: inner/pattern_code.h */
};
AV_PACKED_END

/* `value` in the unit's SI unit; a difference of 2 °C is one of 2 K, without the offset. */
static inline struct av_decimal av_unit_to_si(const struct av_unit *unit, struct av_decimal value,
					      bool is_difference)
{
	if (!is_difference && !av_decimal_is_zero(unit->offset))
		value = av_decimal_add(value, unit->offset);
	return av_decimal_multiply(value, unit->factor);
}

struct av_dispatch; /* which rules can match where: inner/dispatch.h */
struct av_patterns; /* what compiling them needs, known to compile */
struct av_trie;     /* surface -> entry; see 4_tokenise */

/* A list without a capacity has its items in the arena or in the program itself. */
struct av_rules {
	struct av_arena arena; /* holds all that follows but PCRE2's own */
	struct { AV_LIST(struct av_str); } tags;      /* id -> name */
	struct { AV_LIST(struct av_unit); } units;
	struct { AV_LIST(struct av_lexeme); } lexemes;
	struct { AV_LIST(struct av_entry); } entries;
	struct { AV_LIST(struct av_set); } sets;
	struct { AV_LIST(struct av_rule); } rules;
	struct { AV_LIST(struct av_action); } actions;
	struct { AV_LIST(struct av_term); } terms;
	float kind_confidence[AV_KINDS]; /* how often figures of a kind are right; 0: not said */
	float trait_odds[AV_TRAITS];     /* what a trait multiplies the odds by; 0: not said */
	struct av_number_word *number_words;
	uint32_t number_word_count;
	uint32_t trie_size, texts_size; /* in bytes */
	const char *texts; /* of the lexicon */
	const struct av_trie *trie;
	const struct av_dispatch *dispatch;
	struct av_patterns *patterns;
};

static inline struct av_str av_rules_text(const struct av_rules *rules, struct av_text text)
{
	return av_str_of(rules->texts + text.at, text.length);
}
/* Index of the tag, or -1. */
int av_rules_tag(const struct av_rules *rules, struct av_str name);
/* The entry's first lexeme with that tag, or NULL. */
const struct av_lexeme *av_entry_lexeme(const struct av_rules *rules, uint32_t entry, unsigned tag);
/* Index of the unit, or -1. */
int av_rules_unit(const struct av_rules *rules, struct av_str id);
/* The longest entry whose surface stands at text[at], inside `text`, with word borders
 * where the surface begins or ends with a Latin letter, and case where asked for;
 * UINT32_MAX when there is none. `*end` gets where it ends. */
uint32_t av_lexicon_find(const struct av_rules *rules, struct av_str text, uint32_t at,
			 uint32_t *end);
/* The entry whose surface is exactly `surface` (already folded), or UINT32_MAX. */
uint32_t av_lexicon_exact(const struct av_rules *rules, struct av_str surface);

#endif
