/* SPDX-License-Identifier: MIT
 * Reading one number. The text is taken in atoms (a run of digits, a number word); each
 * atom changes the tally or ends the number. After each atom the tally is kept as `good`
 * if a number could end there, so that what follows can be tried and given back. */
#ifndef AV_TOKENISE_NUMBER_H
#define AV_TOKENISE_NUMBER_H

#include "inner/lexicon.h"
#include "inner/number.h"

/* A number written in digits, with all signs that belong to it: 1,234.5  3/4  1.2e-5 */
struct av_digits {
	struct av_decimal value;
	uint32_t end;
	uint32_t length;   /* digits before the decimal mark */
	uint32_t zeros;    /* zeros at the end of a whole number */
	bool whole, fraction, grouped, ambiguous, exponent;
	bool plain;        /* one run of digits and nothing else */
	bool code;         /* dotted like a version or an address: no number */
};
/* text[at] is a digit, or a decimal point before one. */
void av_digits_read(struct av_str text, uint32_t at, struct av_digits *out);
/* number_marks.c: 3/4, 1 3/4, 1.2e-5, 5×10⁻³, 2^5 behind a run of digits. */
void av_digits_marks(struct av_str text, struct av_digits *number);

/* A summand while a number is read: low..high (equal unless something vague was said). */
struct av_part {
	struct av_decimal low, high;
	int top;   /* less than 10^top */
	int grain; /* a summand behind it must be less than 10^grain; -1: none may follow */
	bool few;  /* 几 behind a summand: 0..10, but 2..10 where it is multiplied by itself */
};
#define AV_PARTS 8

enum av_last {
	AV_LAST_NOTHING, AV_LAST_SIGN, AV_LAST_ARTICLE, AV_LAST_FLOOR, AV_LAST_DIGIT,
	AV_LAST_PAIR, AV_LAST_STRING, AV_LAST_DIGITS, AV_LAST_SMALL, AV_LAST_ZERO,
	AV_LAST_MULTIPLIER, AV_LAST_FEW, AV_LAST_MORE, AV_LAST_PLURAL, AV_LAST_HALF,
	AV_LAST_FRACTION, AV_LAST_DECIMAL, AV_LAST_AND, AV_LAST_OF,
	AV_LAST_DONE /* nothing can follow */
};

struct av_tally {
	struct av_part parts[AV_PARTS];
	unsigned count;
	uint32_t end;
	uint8_t last;         /* enum av_last */
	bool tight;           /* the last atom was Han */
	bool gap;             /* the last atom stood behind a space or hyphen */
	int power;            /* of the last multiplier, 0 none */
	unsigned multipliers;
	unsigned before_and;  /* how many parts stood before `and` */
	struct av_decimal scale;
	const struct av_number_word *multiplier; /* the last one */
	bool negative, signed_number;
	bool vague, no_value, decimal, fraction, ordinal, year, string;
	bool words, digits;
	bool bare;            /* began with a multiplier: 百 */
	bool zero_before;     /* 零 before the last digit: nothing is elided */
	bool one_digit;       /* the last atom is a single digit */
	bool needs_fraction;  /* twenty and three …: no number unless fifths follow */
	bool open;            /* nineteen oh …: a digit must follow */
	bool article;         /* began with one: a twenty-first */
	bool plural;          /* the rank was said as parts: twenty-fifths */
	bool floor;
	uint8_t modifier;
	struct av_digits written; /* the first run of digits */
};

struct av_atom {
	const struct av_number_word *word; /* NULL: digits */
	struct av_digits digits;
	uint32_t start, end;
	bool gap;
};

/* What stands before the number, as far as it matters. */
struct av_context {
	bool behind_money;   /* $, RMB directly before */
	bool bare_ok;        /* 近百, 每千: a bare multiplier is a number */
	bool no_sign;        /* a hyphen here is a range or a dash */
};

struct av_reader {
	const struct av_rules *rules;
	struct av_str text; /* up to the sentence's end */
	struct av_context context;
	bool nested;        /* the numerator of a fraction is being read */
	bool below;         /* a denominator is being read: fifths is a rank there */
	uint32_t start;
	struct av_tally now, good; /* good.end 0: no number yet */
	struct av_tally fallback;  /* the good one before the last summand, see av_reader_run */
};

/* The number at text[at]: false if none begins there. */
bool av_number_read(const struct av_rules *rules, struct av_str text, uint32_t at,
		    struct av_context context, struct av_number *out);

/* number_read.c */
bool av_next_atom(const struct av_reader *r, struct av_atom *atom);
void av_reader_run(struct av_reader *r, uint32_t at);
const struct av_number_word *av_word_at(const struct av_reader *r, uint32_t at, uint32_t *end);
/* What can stand behind a number that counts: classifier, unit, currency. */
bool av_counts_at(const struct av_reader *r, uint32_t at);

/* number_parts.c */
bool av_tally_push(struct av_tally *t, struct av_part part);
bool av_tally_multiply(struct av_tally *t, const struct av_number_word *word);
struct av_part av_tally_sum(const struct av_tally *t, unsigned from);
/* One part in place of all from `from` on; nothing can be added to it. */
void av_tally_replace(struct av_tally *t, unsigned from, struct av_decimal value);
/* 一百二, 两万五, 3万5: gives a last digit its place, one below the last multiplier. */
void av_tally_elide(struct av_tally *t);
/* Nothing but a multiplier so far: 百, million. */
bool av_tally_bare(const struct av_tally *t);
struct av_part av_part_of(struct av_decimal value, int top, int grain);
struct av_decimal av_power_of_ten(int power);

/* Handlers, one per role: true if the atom was taken. */
typedef bool av_handler(struct av_reader *r, const struct av_atom *atom);
av_handler av_take_digits, av_take_digit, av_take_small, av_take_multiplier, av_take_point,
	av_take_sign, av_take_half, av_take_part, av_take_over, av_take_with, av_take_few,
	av_take_more, av_take_near, av_take_floor, av_take_phrase, av_take_and, av_take_article,
	av_take_of, av_take_ordinal, av_take_parts, av_take_rank, av_take_plural;

/* number_below.c: `twenty-fifths` behind the first word of a number. */
av_handler av_take_compound_parts;
av_handler av_take_digit_part;
/* number_fraction.c: the whole number so far, as so many parts of `below`. */
bool av_take_denominator(struct av_reader *r, struct av_decimal below, uint32_t end);
bool av_ends_phrase(const struct av_reader *r, uint32_t at);
/* number_han.c: the run of Han digits that begins with the atom. */
bool av_take_tight_run(struct av_reader *r, const struct av_atom *atom);
/* The decimals behind 点, unless it tells the time. */
bool av_tight_decimals(struct av_reader *r, const struct av_atom *atom, struct av_decimal *sum);
/* number_finish.c: the tally as a number. */
void av_number_finish(struct av_reader *r, struct av_number *out);

#endif
