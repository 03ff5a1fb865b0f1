/* SPDX-License-Identifier: MIT
 * A text in other characters that mean the same (inner/fold.h). */
#include "inner/fold.h"

static uint32_t as_written(uint32_t code)
{
	return code;
}

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

/* ORDER: av_form_names */
static uint32_t (*const changes[AV_FORMS])(uint32_t code) = {
	as_written, traditional, simplified, wide,
};
const char *const av_form_names[AV_FORMS] = {
	"as written", "Traditional", "Simplified", "full width",
};

void av_form_write(struct av_buffer *out, struct av_str text, unsigned form)
{
	for (size_t i = 0; i < text.length;) {
		uint32_t code;
		char bytes[4];
		i += av_utf8_decode(text.at + i, text.at + text.length, &code);
		av_buffer_append(out, av_str_of(bytes, av_utf8_encode(changes[form](code), bytes)));
	}
}
