/* SPDX-License-Identifier: MIT
 * A text in other characters that mean the same: Traditional, Simplified, full width. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inner/fold.h"
#include "run.h"

/* Only what is folded back into the same character may change. */
static uint32_t traditional(uint32_t code)
{
	uint32_t other = av_fold_traditional(code);
	return av_fold(other) == code ? other : code;
}

static uint32_t simplified(uint32_t code)
{
	return code >= 0x2E80 ? av_fold(code) : code;
}

static uint32_t wide(uint32_t code)
{
	uint32_t other = code == ' ' ? ' ' : av_fold_wide(code);
	return av_fold(other) == code ? other : code;
}

static uint32_t (*const forms[])(uint32_t code) = { NULL, traditional, simplified, wide };
const char *const run_form_names[] = { "as written", "Traditional", "Simplified", "full width" };

static char *changed(const char *text, uint32_t (*change)(uint32_t code))
{
	struct text made = { NULL, 0 };
	FILE *out = open_memstream(&made.at, &made.length);
	const char *end = text + strlen(text);

	while (text < end) {
		uint32_t code;
		char bytes[4];
		text += av_utf8_decode(text, end, &code);
		fwrite(bytes, 1, av_utf8_encode(change ? change(code) : code, bytes), out);
	}
	fclose(out);
	return made.at;
}

char *run_in_form(const char *text, unsigned form)
{
	return changed(text, forms[form]);
}

bool run_same_folded(const char *a, const char *b)
{
	char *x = changed(a, av_fold), *y = changed(b, av_fold);
	bool same = strcmp(x, y) == 0;

	free(x);
	free(y);
	return same;
}
