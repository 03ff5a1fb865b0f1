/* SPDX-License-Identifier: MIT
 * A rule's pattern as PCRE2 has it. The built-in rules' are compiled when they are first
 * needed: a text needs a few of them, and native code for all takes longer than all else
 * of a start. What comes of it follows from the rule set alone, so that the set stays
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
struct av_pattern {
	struct av_str text;
	_Atomic(struct av_pattern_code *) code; /* NULL: not compiled yet */
};

/* Compiles the rule's pattern unless another thread was faster. NULL: no memory. */
const struct av_pattern_code *av_pattern_make(const struct av_rules *rules,
					      const struct av_rule *rule);

/* The rule's pattern, compiled. NULL: no memory. */
static inline const struct av_pattern_code *av_pattern_code(const struct av_rules *rules,
							    const struct av_rule *rule)
{
	const struct av_pattern_code *code =
		atomic_load_explicit(&rule->pattern->code, memory_order_acquire);
	return code ? code : av_pattern_make(rules, rule);
}

#endif
