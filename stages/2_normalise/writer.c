/* SPDX-License-Identifier: MIT
 * Writing text and map side by side. As long as text and source count alike there is
 * nothing to note, so plain text costs no runs at all. */
#include "inner/fold.h"

#include "normalise.h"

static void note_run(struct writer *w, const char *out, const char *at)
{
	if (!av_map_add(w->map, (uint32_t)(out - w->out_begin), (uint32_t)(at - w->begin)))
		w->failed = true;
}

unsigned av_writer_peek(const struct writer *w, const char *at, uint32_t *code, uint32_t *word)
{
	unsigned length = av_utf8_decode(at, w->end, code);
	*word = av_fold_word(*code);
	return length;
}

const char *av_writer_peek_kept(const struct writer *w, const char *at, uint32_t *code,
				uint32_t *word)
{
	*code = *word = 0;
	while (at < w->end) {
		unsigned length = av_writer_peek(w, at, code, word);
		if (!(*word & AV_FOLD_DROP))
			return at;
		at += length;
		*code = *word = 0;
	}
	return at;
}

void av_writer_put(struct writer *w, uint32_t code, unsigned length)
{
	const char *to = w->at + length;
	w->unit_out = w->out;
	w->unit_at = w->at;
	unsigned made = av_utf8_encode(code, w->out);
	w->out += made;
	w->before = code;
	w->before_word = av_fold_word(code);
	if (made == length)
		w->at = to;
	else
		av_writer_close_unit(w, to);
}

void av_writer_drop(struct writer *w, const char *to)
{
	note_run(w, w->out, w->at);
	note_run(w, w->out, to);
	w->at = to;
}

void av_writer_close_unit(struct writer *w, const char *to)
{
	note_run(w, w->unit_out, w->unit_at);
	note_run(w, w->out, to);
	w->at = to;
}
