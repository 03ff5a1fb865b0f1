/* SPDX-License-Identifier: MIT
 * One example of a rule, run through the pipeline as written and in its other forms. */
#ifndef AV_RULE_TEST_H
#define AV_RULE_TEST_H

#include "pipeline.h"

struct rule_tally {
	unsigned passed, failed;
	unsigned known; /* known failures that still fail */
};

/* Prints what failed to stdout. Not AVER_OK: it could not be run. */
enum aver_status rule_test(struct pipeline *pipeline, const struct av_example *example,
			   struct rule_tally *tally);

/* expect.c: whether a record (jansson's json_t) has what `TEXT => FIELD VALUE, …` asks
 * for; `why` gets what differs. `folded`: texts are compared after folding. */
struct json_t;
bool expect_record(const struct json_t *record, struct av_str expected, bool folded,
		   struct av_buffer *why);
/* The value that `expected` asks of a field, or empty. */
struct av_str expect_field(struct av_str expected, struct av_str field);

#endif
