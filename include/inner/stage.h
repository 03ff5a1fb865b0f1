/* SPDX-License-Identifier: MIT
 * The stage contract. A stage never prints, opens files or exits; it reads what earlier
 * stages wrote and appends to its own arrays. `open` makes what one worker owns (match
 * data, iterators); `run` works on one block; `close` frees what `open` made. */
#ifndef AV_STAGE_H
#define AV_STAGE_H

#include "aver.h"
#include "doc.h"
#include "rules.h"

struct av_stage {
	const char *name; /* the word of --until */
	/* May be NULL where a stage owns nothing. */
	enum aver_status (*open)(const struct av_rules *rules, void **state);
	enum aver_status (*run)(void *state, const struct av_rules *rules, struct av_doc *doc);
	void (*close)(void *state);
};

extern const struct av_stage av_stage_read, av_stage_normalise, av_stage_segment,
	av_stage_tokenise, av_stage_match, av_stage_resolve, av_stage_relate, av_stage_emit;

/* 8_emit also shows any stage's array as JSON Lines: `aver --until NAME`. Appends to
 * doc->output. */
enum aver_status av_emit_stage(const struct av_rules *rules, struct av_doc *doc, const char *stage);

#endif
