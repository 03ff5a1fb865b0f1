/* SPDX-License-Identifier: MIT
 * The stages over one short text, with everything between them left to be looked at:
 * for `aver rules test` and `aver explain`. */
#ifndef AV_PIPELINE_H
#define AV_PIPELINE_H

#include "inner/compile.h"
#include "inner/stage.h"

struct pipeline {
	const struct av_rules *rules;
	void *states[AVER_STAGES];
	unsigned opened;
	struct av_doc doc; /* of the text that was run last */
};

enum aver_status pipeline_open(struct pipeline *pipeline, const struct av_rules *rules);
/* Runs a text (UTF-8) as of 28 May 2024, figures of `context` rules shown; its records are in
 * doc.output until the next run. */
enum aver_status pipeline_run(struct pipeline *pipeline, struct av_str text);
void pipeline_close(struct pipeline *pipeline);

/* Compiles rules for a sub-command: DIR beside the built-in ones, a single FILE.rule or
 * FILE.tsv beside them, or only these (NULL). Messages go to stderr. NULL: exit with *status. */
struct av_rules *load_rules(const char *dir_or_file, struct av_examples *examples, int *status);

#endif
