/* SPDX-License-Identifier: MIT
 * The error output: text for a person on stderr, or JSON Lines in a file. */
#ifndef AV_ERRORS_H
#define AV_ERRORS_H

#include <stdbool.h>

#include "aver.h"

struct errors {
	int file;   /* -1: stderr */
	bool quiet; /* on stderr only what failed */
	int error;  /* errno of a write to the file that failed */
};

void av_errors_report(struct errors *errors, const struct aver_report *report);

#endif
