/* SPDX-License-Identifier: MIT
 * The default rules as built into the program, for whoever adds to them or wants their
 * examples (as compiled they are in image.h); the array is generated at build time by
 * stages/generate/embed.c, sorted by path. */
#ifndef AV_BUILTIN_H
#define AV_BUILTIN_H

#include <stddef.h>

struct av_builtin_file {
	const char *path; /* zh/percent.rule */
	const char *bytes;
	size_t length;
};

extern const struct av_builtin_file av_builtin_files[];
extern const size_t av_builtin_count;

#endif
