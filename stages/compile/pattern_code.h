/* SPDX-License-Identifier: MIT
 * The making of inner/pattern_code.h. */
#ifndef AV_COMPILE_PATTERN_CODE_H
#define AV_COMPILE_PATTERN_CODE_H

#include <pthread.h>

#include "compile.h"
#include "inner/pattern_code.h"

/* Held while a pattern is compiled that others may want as well. */
struct av_patterns {
	pthread_mutex_t lock;
};
/* false: the pattern has a mistake, PCRE2's `*error`, at byte `*offset`. */
bool av_pattern_check(struct av_str text, int *error, size_t *offset);
/* NULL is fine. */
void av_pattern_code_free(struct av_pattern_code *made);

#endif
