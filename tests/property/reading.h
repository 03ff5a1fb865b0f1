/* SPDX-License-Identifier: MIT
 * Reads a text's numbers through the tokenise stage alone, with the built-in tables. */
#ifndef READING_H
#define READING_H

#include <string.h>

#include "inner/compile.h"
#include "inner/fold.h"
#include "inner/stage.h"

static struct av_rules *reading_rules;
static struct av_doc reading_doc;
static void *reading_state;

static bool reading_open(void)
{
	static const struct av_rule_sources built_in;
	struct av_diag diag = { 0 };
	bool good = av_rules_compile(&built_in, &diag, &reading_rules) == AVER_OK &&
		    av_stage_tokenise.open(reading_rules, &reading_state) == AVER_OK;
	av_diag_free(&diag);
	return good;
}

static void reading_close(void)
{
	if (av_stage_tokenise.close)
		av_stage_tokenise.close(reading_state);
	av_doc_free(&reading_doc);
	av_rules_release(reading_rules);
}

/* The numbers of a text that is one sentence; they stay until the next call. */
static const struct av_doc *reading_of(struct av_str text)
{
	struct av_doc *doc = &reading_doc;
	av_doc_reset(doc);
	av_buffer_append(&doc->text, av_fold_str(&doc->arena, text));
	struct av_sentence *sentence = av_list_push(&doc->sentences);
	if (!sentence)
		return NULL;
	sentence->span = (struct av_span){ 0, (uint32_t)doc->text.length };
	return av_stage_tokenise.run(reading_state, reading_rules, doc) == AVER_OK ? doc : NULL;
}

#endif
