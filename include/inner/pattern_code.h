/* SPDX-License-Identifier: MIT
 * The match lines of a rule as PCRE2 has them, each with the rule's contexts around it: where
 * only the third line can match, the other two cost nothing. They are compiled when they are
 * first needed: a text needs a few of them, and native code for all takes longer than all
 * else of a start. What comes of it follows from the rule set alone, so that the set stays
 * immutable to whoever uses it, from however many threads. */
#ifndef AV_PATTERN_CODE_H
#define AV_PATTERN_CODE_H

#include <stdatomic.h>

#include "rules.h"

struct av_pattern_code {
	void *code; /* pcre2_code, known to compile and 5_match */
	int8_t *group_variable; /* PCRE2 group number -> variable of the rule, -1 none */
	uint32_t group_count;
	bool jit; /* it has native code */
};
AV_PACKED_BEGIN
struct av_pattern {
	struct av_str text;
	_Atomic(struct av_pattern_code *) code; /* NULL: not compiled yet */
};
AV_PACKED_END

/* Compiles a line of the rule unless another thread was faster. NULL: no memory. */
const struct av_pattern_code *av_pattern_make(const struct av_rules *rules,
					      const struct av_rule *rule,
					      struct av_pattern *line);

/* A line of the rule, compiled. NULL: no memory. */
static inline const struct av_pattern_code *
av_pattern_code(const struct av_rules *rules, const struct av_rule *rule, uint32_t line)
{
	struct av_pattern *pattern = &rule->lines[line];
	const struct av_pattern_code *code =
		atomic_load_explicit(&pattern->code, memory_order_acquire);
	return code ? code : av_pattern_make(rules, rule, pattern);
}

#endif
