/* SPDX-License-Identifier: MIT
 * Denominators of several words: three twenty-fifths, one one hundred and fifth. The first
 * word is what is counted; what stands behind it is read by itself, and is a denominator
 * if it ends in one. */
#include "number.h"

/* twenty one fifths are 21 of them: a digit behind tens is no denominator's first word. A
 * denominator has none of its own, else long runs of words would be read again and again. */
static bool may_begin(const struct av_reader *r, const struct av_atom *atom)
{
	const struct av_tally *t = &r->now;
	const struct av_number_word *word = atom->word;
	if (r->below || !word || !atom->gap || t->last != AV_LAST_SMALL || t->count != 1 ||
	    t->multipliers || t->fraction || t->vague || (word->flags & AV_WORD_TIGHT))
		return false;
	if (word->role == AV_WORD_DIGIT)
		return t->parts[0].grain == 0 && !(word->flags & AV_WORD_INNER);
	return word->role == AV_WORD_TEEN || word->role == AV_WORD_TENS;
}

/* The rank that begins at `at`; false if none does. */
static bool read_below(const struct av_reader *r, uint32_t at, struct av_number *out, bool *plural)
{
	struct av_reader inner;
	inner.rules = r->rules;
	inner.text = r->text;
	inner.context = (struct av_context){ .no_sign = true };
	inner.nested = inner.below = true;
	inner.good.end = 0;
	memset(&inner.now, 0, sizeof inner.now);
	av_reader_run(&inner, at);
	if (!inner.good.end || !inner.good.ordinal)
		return false;
	av_number_finish(&inner, out);
	*plural = inner.good.plural;
	return true;
}

bool av_take_compound_parts(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	struct av_number below;
	bool plural;
	if (!may_begin(r, atom) || !read_below(r, atom->start, &below, &plural))
		return false;
	bool one = av_decimal_compare(t->parts[0].low, av_decimal_of(1)) == 0;
	if (!plural && !(one && av_ends_phrase(r, below.span.end)))
		return false;
	if (!av_take_denominator(r, below.value, below.span.end))
		return false;
	t->end = below.span.end;
	t->last = AV_LAST_DONE;
	return true;
}
