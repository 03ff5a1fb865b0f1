/* SPDX-License-Identifier: MIT
 * The loop over a number's atoms. What each role does stands in one table; where a
 * number may end is asked after every atom. */
#include "number.h"

#include <stddef.h>

#define ATOMS_MAX 64 /* more words than any number has: keeps `one and one and` linear */

/* ORDER: enum av_word_role */
static av_handler *const handlers[AV_WORD_ROLES] = {
	av_take_digit, av_take_small, av_take_small, av_take_multiplier, av_take_plural,
	av_take_point, av_take_sign, av_take_half, av_take_part, av_take_over, av_take_with,
	av_take_few, av_take_more, av_take_near, av_take_floor, av_take_phrase, av_take_and,
	av_take_article, av_take_of, av_take_ordinal, av_take_parts, av_take_rank,
};

/* Kinds of atoms after which a number can end. */
static const bool can_end[AV_LAST_DONE + 1] = {
	[AV_LAST_DIGIT] = true, [AV_LAST_PAIR] = true, [AV_LAST_STRING] = true,
	[AV_LAST_DIGITS] = true, [AV_LAST_SMALL] = true, [AV_LAST_MULTIPLIER] = true,
	[AV_LAST_FEW] = true, [AV_LAST_MORE] = true, [AV_LAST_PLURAL] = true,
	[AV_LAST_FRACTION] = true, [AV_LAST_DECIMAL] = true, [AV_LAST_DONE] = true,
};

const struct av_number_word *av_word_at(const struct av_reader *r, uint32_t at, uint32_t *end)
{
	struct av_found found;
	av_lexicon_at(r->rules, r->text, at, &found);
	if (found.number == AV_NO_ENTRY)
		return NULL;
	*end = found.number_end;
	return &r->rules->number_words[found.number];
}

#define COUNTS                                                                                \
	(UINT64_C(1) << AV_TAG_UNIT | UINT64_C(1) << AV_TAG_CURRENCY |                         \
	 UINT64_C(1) << AV_TAG_CLASSIFIER)

static bool counts(const struct av_reader *r, uint32_t entry)
{
	return entry != AV_NO_ENTRY && (r->rules->entries.items[entry].known & COUNTS);
}

bool av_counts_at(const struct av_reader *r, uint32_t at)
{
	struct av_found found;
	av_lexicon_at(r->rules, r->text, at, &found);
	return counts(r, found.entry);
}

static bool digit_at(struct av_str text, uint32_t at)
{
	return at < text.length && av_byte_class[(uint8_t)text.at[at]] == AV_BYTE_DIGIT;
}

/* 两百 behind 千: a digit and its multiplier. */
static bool number_goes_on(const struct av_reader *r, uint32_t at)
{
	uint32_t end;
	const struct av_number_word *word = av_word_at(r, at, &end);
	if (!word || word->role != AV_WORD_DIGIT || !(word->flags & AV_WORD_TIGHT))
		return false;
	word = av_word_at(r, end, &end);
	return word && word->role == AV_WORD_MULTIPLIER;
}

/* 一万五千米, 三百升: the multiplier takes the place that the digit before it leaves open, or
 * the hundred is the number's; but in 一百二十五千米 it can't be. */
static bool fits_in(const struct av_reader *r, const struct av_found *found)
{
	const struct av_tally *t = &r->now;
	const struct av_number_word *word = &r->rules->number_words[found->number];
	if (word->role != AV_WORD_MULTIPLIER || !(word->flags & AV_WORD_TIGHT))
		return false;
	if (t->multipliers && word->power < t->power)
		return t->last == AV_LAST_DIGIT || t->last == AV_LAST_DIGITS;
	return t->last == AV_LAST_DIGIT && !t->multipliers && word->power == 2;
}

/* Whether a unit that is longer than the number word begins here too: 10 兆瓦, but not
 * 两千两百, where 千两 would be one. */
static bool unit_wins(const struct av_reader *r, const struct av_found *found)
{
	return r->now.end != r->start && found->entry != AV_NO_ENTRY &&
	       found->end > found->number_end && counts(r, found->entry) &&
	       !number_goes_on(r, found->number_end) && !fits_in(r, found);
}

/* 46秒40打破: a multiplier such as 打, a dozen, gives way to a longer word; 万 does not. */
static bool word_wins(const struct av_reader *r, const struct av_found *found,
		      const struct av_number_word *word)
{
	return word->role == AV_WORD_MULTIPLIER && !word->round && (word->flags & AV_WORD_TIGHT) &&
	       found->entry != AV_NO_ENTRY && found->end > found->number_end &&
	       r->now.end != r->start;
}

/* How the word may stand behind the last atom. */
static bool joins(const struct av_reader *r, const struct av_number_word *word, bool gap)
{
	const struct av_tally *t = &r->now;
	bool first = t->end == r->start;
	if (word->flags & AV_WORD_GLUED)
		return word->role == AV_WORD_PART || (!gap && t->last == AV_LAST_DIGITS);
	if (word->flags & AV_WORD_TIGHT)
		return first || (!gap && (t->tight || t->digits || t->last == AV_LAST_SIGN));
	return first || gap || t->last == AV_LAST_DIGITS || t->last == AV_LAST_SIGN;
}

/* one billion, two hundred million: behind a comma another number with a multiplier. */
static bool comma_joins(const struct av_reader *r, uint32_t at)
{
	static const struct av_context plain = { .no_sign = true };
	const struct av_tally *t = &r->now;
	struct av_number next;
	if (t->last != AV_LAST_MULTIPLIER || t->power < 3 || t->digits || t->vague ||
	    at + 2 >= r->text.length || r->text.at[at] != ',' || r->text.at[at + 1] != ' ' ||
	    av_byte_class[(uint8_t)r->text.at[at + 2]] != AV_BYTE_LETTER)
		return false;
	return av_number_read(r->rules, r->text, at + 2, plain, &next) &&
	       (next.sort == AV_SORT_INTEGER || next.sort == AV_SORT_DECIMAL) &&
	       av_decimal_compare(next.value, av_decimal_of(100)) >= 0;
}

/* Roles that go on with what stands before them, though a space lies between. */
#define GOES_ON                                                                           \
	(1u << AV_WORD_MULTIPLIER | 1u << AV_WORD_OVER | 1u << AV_WORD_WITH |              \
	 1u << AV_WORD_POINT | 1u << AV_WORD_MORE)

/* Numbers in Han set with spaces: 三千 八百 九十六 万, 7万 5千. What stands behind the space
 * must be such as can only go on with the number. */
static bool space_joins(const struct av_reader *r, uint32_t at)
{
	uint32_t end = at;
	bool multiplied = r->now.last == AV_LAST_MULTIPLIER;
	bool open = multiplied || (r->now.last == AV_LAST_ZERO && r->now.count);
	while (digit_at(r->text, end))
		end++;
	bool digits = end > at;
	const struct av_number_word *word = av_word_at(r, end, &end);
	if (!word || !(word->flags & AV_WORD_TIGHT))
		return false;
	if (digits)
		return multiplied && word->role == AV_WORD_MULTIPLIER;
	return (GOES_ON >> word->role & 1) ||
	       (open && (word->role == AV_WORD_DIGIT || word->role == AV_WORD_FEW));
}

/* Words behind a hyphen that is set with spaces: twenty - one, two - thirds. Between other
 * numbers it is a dash. */
static bool hyphen_joins(const struct av_reader *r, uint32_t at)
{
	uint32_t end;
	const struct av_part *last = r->now.count ? &r->now.parts[r->now.count - 1] : NULL;
	const struct av_number_word *word = av_word_at(r, at, &end);
	if (!word || !last)
		return false;
	return word->role == AV_WORD_PARTS || word->role == AV_WORD_ORDINAL ||
	       (word->role == AV_WORD_DIGIT && last->grain == 1 &&
		!av_decimal_is_zero(word->value));
}

/* `- `, ` -` or ` - ` behind a number word; `at` if it joins nothing. */
static uint32_t pass_spaced_hyphen(const struct av_reader *r, uint32_t at)
{
	struct av_str text = r->text;
	uint32_t hyphen = at + (text.at[at] == ' ');
	if (r->now.last != AV_LAST_SMALL || hyphen + 1 >= text.length || text.at[hyphen] != '-')
		return at;
	uint32_t next = hyphen + 1 + (text.at[hyphen + 1] == ' ');
	return next - at > 1 && next < text.length && hyphen_joins(r, next) ? next : at;
}

/* Where the next atom begins: behind one space or hyphen, if words are written apart. */
static uint32_t pass_gap(const struct av_reader *r, struct av_atom *atom)
{
	const struct av_tally *t = &r->now;
	uint32_t at = t->end;
	if (at == r->start)
		return at;
	if (t->tight)
		return r->text.at[at] == ' ' && space_joins(r, at + 1) ? at + 1 : at;
	uint32_t joined = pass_spaced_hyphen(r, at);
	if (joined != at)
		at = joined;
	else if (r->text.at[at] == ' ' || r->text.at[at] == '-')
		at++;
	else if (r->text.at[at] == ',' && comma_joins(r, at))
		at += 2;
	atom->gap = at != t->end;
	return at;
}

bool av_next_atom(const struct av_reader *r, struct av_atom *atom)
{
	uint32_t at = r->now.end;
	*atom = (struct av_atom){ .start = at };
	if (at >= r->text.length)
		return false;
	atom->start = at = pass_gap(r, atom);
	if (digit_at(r->text, at) ||
	    (at == r->start && r->text.at[at] == '.' && digit_at(r->text, at + 1))) {
		/* a hyphen before digits parts two numbers, but for minus-130 */
		if (atom->gap && r->text.at[at - 1] == '-' && r->now.last != AV_LAST_SIGN)
			return false;
		av_digits_read(r->text, at, &atom->digits);
		atom->end = atom->digits.end;
		return !atom->digits.code;
	}
	struct av_found found;
	av_lexicon_at(r->rules, r->text, at, &found);
	if (found.number == AV_NO_ENTRY || unit_wins(r, &found))
		return false;
	atom->word = &r->rules->number_words[found.number];
	atom->end = found.number_end;
	if (word_wins(r, &found, atom->word))
		return false;
	return joins(r, atom->word, atom->gap);
}

static bool acceptable(const struct av_reader *r)
{
	const struct av_tally *t = &r->now;
	if (!can_end[t->last] || t->needs_fraction || t->open)
		return false;
	if (!t->count && t->last != AV_LAST_DONE)
		return false;
	return !av_tally_bare(t) || t->last == AV_LAST_MORE || t->floor ||
	       (r->context.bare_ok && t->tight);
}

/* Whether the last atom is a summand behind a multiplier. */
static bool open_summand(const struct av_tally *t)
{
	return t->multipliers && t->count > 1 &&
	       (t->last == AV_LAST_DIGIT || t->last == AV_LAST_SMALL || t->last == AV_LAST_DIGITS ||
		t->last == AV_LAST_PAIR);
}

/* Changes the tally for one atom. A multiplier that does not fit begins, with the summand
 * before it, the next number: 三百二百 is 300 and 200, not 320. */
static bool take(struct av_reader *r, const struct av_atom *atom)
{
	av_handler *handler = atom->word ? handlers[atom->word->role] : av_take_digits;
	if (r->now.last == AV_LAST_MULTIPLIER)
		r->fallback = r->good;
	bool open = open_summand(&r->now);
	if (av_take_compound_parts(r, atom) || handler(r, atom))
		return true;
	if (open && atom->word && atom->word->role == AV_WORD_MULTIPLIER)
		r->good = r->fallback;
	return false;
}

void av_reader_run(struct av_reader *r, uint32_t at)
{
	r->start = at;
	r->now.end = at;
	r->now.scale = av_decimal_of(1);
	r->fallback.end = 0;
	for (unsigned i = 0; i < ATOMS_MAX && r->now.last != AV_LAST_DONE; i++) {
		struct av_atom atom;
		if (!av_next_atom(r, &atom) || !take(r, &atom))
			break;
		if (r->now.end < atom.end)
			r->now.end = atom.end;
		r->now.gap = atom.gap;
		r->now.tight = atom.word && (atom.word->flags & AV_WORD_TIGHT);
		if (acceptable(r))
			r->good = r->now;
	}
}

/* `-5` and `+5`, where the hyphen is no dash between two things. */
static uint32_t sign_at(struct av_reader *r, uint32_t at)
{
	char sign = r->text.at[at];
	if ((sign != '-' && sign != '+') || r->context.no_sign)
		return at;
	r->now.signed_number = true;
	r->now.negative = sign == '-';
	return at + 1;
}

/* Whether what stands behind a run of digits may join it. */
static bool may_join(const struct av_rules *rules, struct av_str text, uint32_t end)
{
	struct av_found found;
	if (end >= text.length)
		return false;
	uint8_t next = (uint8_t)text.at[end];
	uint8_t class = av_byte_class[next];
	if (class == AV_BYTE_OTHER && next != '-')
		return false;
	if (class == AV_BYTE_SPACE || next == '-')
		end++;
	av_lexicon_at(rules, text, end, &found);
	return found.number != AV_NO_ENTRY;
}

/* Nearly all numbers are one run of digits that nothing joins: no tally is needed. */
static bool plain_digits(const struct av_rules *rules, struct av_str text, uint32_t at,
			 struct av_reader *r)
{
	struct av_digits *digits = &r->good.written;
	if (!digit_at(text, at))
		return false;
	av_digits_read(text, at, digits);
	if (digits->code || may_join(rules, text, digits->end))
		return false;
	struct av_tally *t = &r->good;
	memset(&t->count, 0, offsetof(struct av_tally, written) - offsetof(struct av_tally, count));
	t->digits = true;
	t->decimal = !digits->whole && !digits->fraction;
	t->fraction = digits->fraction;
	t->parts[0] = av_part_of(digits->value, (int)digits->length, 0);
	t->count = 1;
	t->last = digits->fraction ? AV_LAST_FRACTION : AV_LAST_DIGITS;
	t->scale = av_decimal_of(1);
	t->end = digits->end;
	t->negative = r->now.negative;
	t->signed_number = r->now.signed_number;
	return true;
}

bool av_number_read(const struct av_rules *rules, struct av_str text, uint32_t at,
		    struct av_context context, struct av_number *out)
{
	struct av_reader r;
	r.rules = rules;
	r.text = text;
	r.context = context;
	r.nested = r.below = false;
	r.start = at;
	r.good.end = 0;
	r.now.negative = r.now.signed_number = false;
	uint32_t begin = sign_at(&r, at);
	if (!plain_digits(rules, text, begin, &r)) {
		bool negative = r.now.negative, signed_number = r.now.signed_number;
		memset(&r.now, 0, sizeof r.now);
		r.now.negative = negative;
		r.now.signed_number = signed_number;
		r.good.end = 0;
		av_reader_run(&r, begin);
	}
	if (!r.good.end)
		return false;
	r.start = at;
	av_number_finish(&r, out);
	return true;
}
