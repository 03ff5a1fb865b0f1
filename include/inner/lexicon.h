/* SPDX-License-Identifier: MIT
 * What the number tables say and how a position of a text is looked up: made by
 * stages/compile, read by 4_tokenise. Which words count, and how they combine, is
 * declared per word, so that no language is known to the code that reads numbers. */
#ifndef AV_LEXICON_H
#define AV_LEXICON_H

#include "rules.h"

/* The roles of numbers.tsv. ORDER: stages/compile/number_table.c (role_names). */
enum av_word_role {
	AV_WORD_DIGIT,    /* 三, three: one digit, 0 to 9 */
	AV_WORD_TEEN,     /* ten … nineteen: nothing can be added to it */
	AV_WORD_TENS,     /* twenty, 廿: a digit can be added to it */
	AV_WORD_MULTIPLIER, /* 百, 万, hundred, million, dozen, k: multiplies what it exceeds */
	AV_WORD_PLURAL,   /* dozens, thousands: some of that many */
	AV_WORD_POINT,    /* 点, point: digits behind it are decimals */
	AV_WORD_SIGN,     /* 负, minus */
	AV_WORD_HALF,     /* half, quarter: `half a million`, `one and a half` */
	AV_WORD_PART,     /* ½: a fraction by itself, added to a number before it */
	AV_WORD_OVER,     /* 分之: denominator before, numerator behind */
	AV_WORD_WITH,     /* 又: a fraction follows */
	AV_WORD_FEW,      /* 几, several: stands for a digit, from value to limit */
	AV_WORD_MORE,     /* 多, 余, -odd: up to one more of the last multiplier */
	AV_WORD_NEAR,     /* 来, -ish: about that many */
	AV_WORD_FLOOR,    /* 上: the bare multiplier behind it, or more */
	AV_WORD_PHRASE,   /* 成千上万: from value to limit */
	AV_WORD_AND, AV_WORD_ARTICLE, AV_WORD_OF,
	AV_WORD_ORDINAL,  /* third: a rank, or the denominator of `two thirds` */
	AV_WORD_PARTS,    /* thirds, quarters: a denominator only; limit: of so many alone */
	AV_WORD_RANK,     /* the th of 21st: makes digits a rank */
	AV_WORD_ROLES
};

enum av_word_flag {
	AV_WORD_TIGHT = 1,   /* joins its neighbours without space or hyphen: Han */
	AV_WORD_GLUED = 2,   /* only directly behind digits: k, bn, st */
	AV_WORD_INNER = 4,   /* not by itself: needs a multiplier behind it or a number before it */
	AV_WORD_INITIAL = 8, /* behind another word of the number only if one more follows: 两 */
	AV_WORD_UNIT_TOO = 16, /* also a unit: a scale only behind money, or before a noun: m */
	AV_WORD_NEAR_HAN = 32, /* only beside a Han character: 30w */
	AV_WORD_NO_DECIMAL = 64 /* no digit of a decimal: 两 */
};

AV_PACKED_BEGIN
struct av_number_word {
	uint8_t role;
	uint8_t flags;
	int8_t power;   /* of a multiplier: the power of ten it stands for, rounded down */
	bool round;     /* the multiplier is that power exactly (a dozen is not) */
	bool has_limit;
	int8_t other_power;       /* elsewhere it is ten to so many more; 0: it is not */
	uint8_t spare[2];
	struct av_str other_lang; /* where that comes first */
	struct av_decimal value, limit;
};
AV_PACKED_END

/* Both kinds of words that can stand at one position; AV_NO_ENTRY where there is none. */
#define AV_NO_ENTRY UINT32_MAX
struct av_found {
	uint32_t entry, end;         /* the longest word that is more than a number word */
	uint32_t number, number_end; /* the longest number word, an index of number_words */
	uint32_t next;               /* behind the run of letters, or the character, here */
};

/* Looks up text[at]. Word borders hold for letters: a surface that begins with one does
 * not begin inside a word, one that ends with one does not end inside a word. */
void av_lexicon_at(const struct av_rules *rules, struct av_str text, uint32_t at,
		   struct av_found *found);
/* By byte: false where neither a surface nor a number begins with it. */
const bool *av_lexicon_first_bytes(const struct av_rules *rules);

/* What a byte of UTF-8 is, for finding words. */
enum av_byte { AV_BYTE_OTHER, AV_BYTE_SPACE, AV_BYTE_DIGIT, AV_BYTE_LETTER, AV_BYTE_HIGH };
extern const uint8_t av_byte_class[256];
/* Whether a code point above ASCII is a letter of an alphabet (é, µ), not of Han. */
static inline bool av_is_high_letter(uint32_t code)
{
	return (code >= 0xC0 && code < 0x530 && code != 0xD7 && code != 0xF7) || code == 0xB5 ||
	       code == 0xAA || code == 0xBA || (code >= 0x1E00 && code < 0x2000);
}
static inline bool av_is_han(uint32_t code)
{
	return (code >= 0x3400 && code < 0xA000) || code == 0x3007 ||
	       (code >= 0xF900 && code < 0xFB00) || (code >= 0x20000 && code < 0x32000);
}

#endif
