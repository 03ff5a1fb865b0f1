/* SPDX-License-Identifier: MIT
 * The first stage: the bytes of a block become text in UTF-8. Text that is valid UTF-8
 * is not copied. */
#include <stdlib.h>

#include "decode.h"
#include "inner/stage.h"

struct state {
	struct decoder *decoder;
};

static enum aver_status open_state(const struct av_rules *rules, void **state)
{
	(void)rules;
	*state = calloc(1, sizeof(struct state));
	return *state ? AVER_OK : AVER_NO_MEMORY;
}

static enum aver_status run(void *state, const struct av_rules *rules, struct av_doc *doc)
{
	(void)rules;
	doc->broken_count = 0;
	doc->broken_first = 0;
	if (!doc->encoding.length)
		return av_source_take(doc);
	return av_source_decode(&((struct state *)state)->decoder, doc);
}

static void close_state(void *state)
{
	if (state)
		av_decoder_free(((struct state *)state)->decoder);
	free(state);
}

const struct av_stage av_stage_read = { "read", open_state, run, close_state };
