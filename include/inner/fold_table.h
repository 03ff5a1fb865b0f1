/* SPDX-License-Identifier: MIT
 * The generated tables behind inner/fold.h, and the one look-up that 2_normalise has no
 * time to make through a call. One word per code point says both what it folds to and
 * how its neighbours matter. Made at build time by stages/generate/fold.c. */
#ifndef AV_FOLD_TABLE_H
#define AV_FOLD_TABLE_H

#include <stdint.h>

/* Low 21 bits of a word: what to add to the code point, modulo 2^21. The bits above: */
enum av_fold_trait {
	/* what the folded character is */
	AV_FOLD_HAN = 1 << 21,
	AV_FOLD_FIGURE = 1 << 22,  /* Latin letter, digit or sign of a figure: % $ ½ ㎡ */
	AV_FOLD_LETTER = 1 << 23,  /* of an alphabet */
	AV_FOLD_NUMERAL = 1 << 24, /* stands for a number: 7 ½ 七 萬 */
	/* what is to be done with it */
	AV_FOLD_SPACE = 1 << 25,   /* folds to a plain space */
	AV_FOLD_DROP = 1 << 26,    /* takes no room: zero-width, soft hyphen, direction marks */
	AV_FOLD_MARK = 1 << 27,    /* may change under NFC together with its neighbours */
	AV_FOLD_SPECIAL = 1 << 28  /* private use; a mark of a word or a number; a break */
};
#define AV_FOLD_DELTA 0x1FFFFFu
#define AV_FOLD_ACTIONS (AV_FOLD_SPACE | AV_FOLD_DROP | AV_FOLD_MARK | AV_FOLD_SPECIAL)
#define AV_FOLD_PAGE 256u
#define AV_FOLD_PAGES (0x110000u / AV_FOLD_PAGE)

struct av_fold_pair {
	uint32_t from, to;
};

extern const uint16_t av_fold_pages[AV_FOLD_PAGES];
extern const uint32_t av_fold_words[];
extern const uint16_t av_fold_reading_pages[AV_FOLD_PAGES];
extern const uint16_t av_fold_readings[]; /* index of a syllable; 0: none */
extern const char av_fold_syllables[][8]; /* sorted from index 1 on; [0] is empty */
extern const uint32_t av_fold_syllable_count;
extern const struct av_fold_pair av_fold_traditionals[]; /* sorted by `from` */
extern const uint32_t av_fold_traditional_count;

/* `code` must be below 0x110000. */
static inline uint32_t av_fold_word(uint32_t code)
{
	return av_fold_words[av_fold_pages[code / AV_FOLD_PAGE] * AV_FOLD_PAGE +
			     code % AV_FOLD_PAGE];
}
static inline uint32_t av_fold_target(uint32_t code, uint32_t word)
{
	return (code + word) & AV_FOLD_DELTA;
}

#endif
