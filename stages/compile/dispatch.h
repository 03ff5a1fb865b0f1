/* SPDX-License-Identifier: MIT
 * From what each rule can begin with to the table that finds the rules to try. */
#ifndef AV_COMPILE_DISPATCH_H
#define AV_COMPILE_DISPATCH_H

#include "reach.h"

/* 64-bit words of a bit for each of so many sets. */
#define AV_NAMED_WORDS(sets) ((sets) / 64 + 1)

/* A way of the rule that is rules->rules' item `rule`, and of its match line. */
struct av_rule_way {
	struct av_way way;
	uint32_t rule, line;
};
/* What makes a sentence worth a look for a rule: a number, or a word of these slots. */
struct av_rule_cover {
	struct av_slots slots;
	bool number;
};
/* Notes the ways of a match line, the index-th, of the rule that will be pushed next. */
bool av_dispatch_note_line(struct av_compiler *c, const struct av_reach *line, uint32_t index);
/* Notes the reach of the rule that was pushed last; `groups` are its PCRE2 groups. */
bool av_dispatch_note(struct av_compiler *c, const struct av_reach *reach, unsigned groups);
/* After the last rule: the ways' lines and needs go to `d`. false: no memory. */
bool av_dispatch_ways(struct av_compiler *c, struct av_dispatch *d);
/* filters.c: d->set_answers and form_answers; then the words that give a sentence without a
 * number its shape are marked. false: no memory. */
bool av_filters_make(struct av_compiler *c, struct av_dispatch *d);
void av_triggers_mark(struct av_compiler *c, const struct av_dispatch *d);
/* After the last rule: rules->dispatch, and the trigger words. false: no memory. */
bool av_dispatch_make(struct av_compiler *c);

#endif
