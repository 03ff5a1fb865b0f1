/* SPDX-License-Identifier: MIT
 * The one folding of characters that text and lexicons share, from tables made at
 * build time out of ICU's data (stages/generate). */
#ifndef AV_FOLD_H
#define AV_FOLD_H

#include <stdint.h>

#include "arena.h"
#include "str.h"

/* The code point that `code` is matched as: full-width forms to ASCII (never ， 。 ： ；,
 * which are marks of their own), Traditional to Simplified, dashes, tildes, quotation
 * marks and spaces to one of each. Never changes a number: ½ ² ① ㎡ stay. Keeps case. */
uint32_t av_fold(uint32_t code);
/* The commonest Traditional form of a Simplified character, or the character itself. */
uint32_t av_fold_traditional(uint32_t code);
/* The full-width form of an ASCII character, or the character itself. */
uint32_t av_fold_wide(uint32_t code);

/* Ways to write a text in characters that are folded into the same: as it is, Traditional,
 * Simplified, full width. What is right for one must be right for all. */
#define AV_FORMS 4
extern const char *const av_form_names[AV_FORMS];
/* Appends the text in that form; out->failed: no memory. */
void av_form_write(struct av_buffer *out, struct av_str text, unsigned form);
/* The Mandarin reading of a Han character in plain letters (`chuang`), or empty. */
struct av_str av_fold_reading(uint32_t code);
/* Folds a whole surface of a lexicon or a rule's literal text. */
struct av_str av_fold_str(struct av_arena *arena, struct av_str s);

#endif
