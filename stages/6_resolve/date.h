/* SPDX-License-Identifier: MIT
 * What interval.c and date.c share. */
#ifndef AV_DATE_H
#define AV_DATE_H

#include "calendar.h"
#include "draft.h"

/* A role's whole number, or the two that a vague one lies between (六七月). */
struct av_numbers {
	int64_t low, high;
};
bool av_draft_numbers(const struct av_figure_draft *draft, enum av_role role,
		      struct av_numbers *out);
/* The time that the roles name, against the document's reference date; false: none. */
bool av_draft_interval(const struct av_figure_draft *draft, struct av_interval *out);

/* tense.c: whether the text around the draft's match tells what was or will be. */
enum av_tense { AV_TENSE_NONE, AV_TENSE_PAST, AV_TENSE_FUTURE, AV_TENSE_EITHER };
enum av_tense av_draft_tense(const struct av_figure_draft *draft);

#endif
