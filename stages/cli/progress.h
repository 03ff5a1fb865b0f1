/* SPDX-License-Identifier: MIT
 * How far the work is, for a person at a terminal; nobody else gets to see it. */
#ifndef AV_PROGRESS_H
#define AV_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "aver.h"

struct progress {
	bool wanted;
	bool shown;         /* a line stands on the terminal */
	uint64_t size;      /* of all input, 0: not known */
	int64_t start, last; /* milliseconds */
};

/* Shown only where stderr is a terminal and the results go elsewhere. */
void av_progress_start(struct progress *progress, bool quiet, int output, uint64_t size);
void av_progress_show(struct progress *progress, const struct aver_totals *totals);
/* Takes the line away, before anything else is printed. */
void av_progress_clear(struct progress *progress);

#endif
