/* SPDX-License-Identifier: MIT
 * A text in other characters that mean the same: Traditional, Simplified, full width. */
#include <stdlib.h>
#include <string.h>

#include "inner/fold.h"
#include "run.h"

char *run_in_form(const char *text, unsigned form)
{
	struct av_buffer made = { 0 };
	av_form_write(&made, av_str_of(text, strlen(text)), form);
	av_buffer_append_char(&made, '\0');
	return made.at;
}

bool run_same_folded(const char *a, const char *b)
{
	struct av_arena arena = { 0 };
	bool same = av_str_equal(av_fold_str(&arena, av_str_of(a, strlen(a))),
				 av_fold_str(&arena, av_str_of(b, strlen(b))));
	av_arena_free(&arena);
	return same;
}
