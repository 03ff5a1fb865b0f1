/* SPDX-License-Identifier: MIT
 * The image of a rule set: what compiling made, as it lies in memory, but for its addresses.
 * The program holds that of the built-in rules, written when it is built by
 * stages/generate/image.c, so that a start compiles nothing. What holds no pointers, nearly
 * all of it, is used where it lies and read as far as it is needed; the rest is copied, and
 * its pointers, which are offsets in the image, become addresses. */
#ifndef AV_IMAGE_H
#define AV_IMAGE_H

#include "arena.h"
#include "rules.h"

/* The movable part comes first in `bytes`, a struct av_rules at its head; then the places of
 * the pointers in it, as uint32_t; then the constant part. A pointer is its offset in one of
 * the parts, twice; and one more where that is the constant part. */
struct av_image {
	uint32_t size; /* of it all, this struct included; 0: there is none */
	uint32_t movable_size, pointer_count, constant_start;
	uint32_t spare[12]; /* `bytes` begins a cache line */
	char bytes[];
};

/* Of the built-in rules. The tool that writes it is linked with an empty one. */
extern const struct av_image av_builtin_image;

/* Into fresh rules, whose arena gets what is copied. false: no memory. */
bool av_image_load(const struct av_image *image, struct av_rules *rules);
/* Appends the image of a rule set; out->failed: no memory. The same rules give the same
 * bytes, whether they were compiled or come from an image. */
void av_image_write(const struct av_rules *rules, struct av_buffer *out);

#endif
