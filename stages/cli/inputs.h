/* SPDX-License-Identifier: MIT
 * The files named on the command line, one after the other. */
#ifndef AV_INPUTS_H
#define AV_INPUTS_H

#include "aver.h"

struct inputs {
	char **files;
	int count, next;
	const char *from; /* NULL: by the file's name */
	int open;         /* the file that is open, or -1 */
	uint64_t size;    /* of all files, 0 where one of them has none */
};

/* Looks at the files without opening them. Names none: standard input. */
void av_inputs_start(struct inputs *inputs, char **files, int count, const char *from);
/* Opens the next one; 0: there is none. */
int av_inputs_next(struct inputs *inputs, struct aver_input *input);
void av_inputs_end(struct inputs *inputs);
/* Whether `path` is one of the inputs, by whatever name. */
int av_inputs_have(const struct inputs *inputs, const char *path);

#endif
