/* SPDX-License-Identifier: MIT
 * Runs of Han digits: one digit of a number in words, two neighbours that mean `three or
 * four hundred`, or digits read out one by one (二〇二四). */
#include "number.h"

/* The run's digits, as far as a run goes; longer ones are still taken whole. */
struct run {
	uint8_t digits[40];
	unsigned count, zeros; /* zeros at its front */
	uint32_t end;
	bool initial; /* its last digit wants a multiplier behind it: 两 */
	bool inner;   /* its first digit is none by itself: 幺, 肆 */
	struct av_decimal value;
};

static const struct av_number_word *digit_word(const struct av_reader *r, uint32_t at,
					       uint32_t *end)
{
	const struct av_number_word *word = av_word_at(r, at, end);
	return word && word->role == AV_WORD_DIGIT && (word->flags & AV_WORD_TIGHT) ? word : NULL;
}

static unsigned digit_of(const struct av_number_word *word)
{
	return (unsigned)word->value.coefficient;
}

/* Whether a multiplier of Han follows, and which. */
static const struct av_number_word *multiplier_at(const struct av_reader *r, uint32_t at)
{
	uint32_t end;
	const struct av_number_word *word = av_word_at(r, at, &end);
	bool tight = word && (word->flags & AV_WORD_TIGHT);
	return tight && word->role == AV_WORD_MULTIPLIER ? word : NULL;
}

/* A digit that is said before units (两) is no later one of a string, for there it is a
 * unit itself: 二两酒. But 一两个 and 三两个 are one or two, two or three, and among digits
 * that are spelt it is one more: 幺拐两零. In 两块五一斤 the price ends before the one that
 * is counted. */
static bool goes_on(const struct av_reader *r, const struct run *run,
		    const struct av_number_word *word, uint32_t end)
{
	unsigned first = run->digits[0], second = digit_of(word);
	if (r->context.behind_money && run->count == 1 && !run->zeros && second == 1)
		return !av_counts_at(r, end);
	if (!(word->flags & AV_WORD_INITIAL) || !(run->count + run->zeros))
		return true;
	uint32_t behind;
	if (run->count + run->zeros > 1 && digit_word(r, end, &behind))
		return true;
	if (!run->count) /* 零两个月 */
		return multiplier_at(r, end) || av_counts_at(r, end);
	return run->count == 1 && !run->zeros && (first + 1 == second || first == second + 1) &&
	       (multiplier_at(r, end) || av_counts_at(r, end));
}

static void read_run(const struct av_reader *r, uint32_t at, struct run *run)
{
	const struct av_number_word *word;
	uint32_t end;
	*run = (struct run){ .end = at, .value = av_decimal_of(0) };
	while ((word = digit_word(r, run->end, &end)) && goes_on(r, run, word, end)) {
		unsigned digit = digit_of(word);
		if (!run->count && run->zeros == 0)
			run->inner = (word->flags & AV_WORD_INNER) != 0;
		run->initial = (word->flags & AV_WORD_INITIAL) != 0;
		run->end = end;
		if (!digit && !run->count) {
			run->zeros++;
			continue;
		}
		if (run->count < sizeof run->digits)
			run->digits[run->count] = (uint8_t)digit;
		run->count++;
		struct av_decimal next = av_decimal_of((int64_t)digit);
		run->value = av_decimal_add(av_decimal_scale(run->value, 1), next);
	}
}

/* 三四, 三五, 三两: one or the other; never 二〇 or 八六. */
static bool is_pair(const struct run *run)
{
	unsigned first = run->digits[0], second = run->digits[1];
	return run->count == 2 && first &&
	       (second == first + 1 || (first == 3 && second == 5) ||
		(run->initial && first == second + 1));
}

static bool take_pair(struct av_tally *t, const struct run *run)
{
	bool down = run->digits[0] > run->digits[1]; /* 三两 */
	struct av_part part = av_part_of(av_decimal_of(run->digits[down]), 1, 0);
	part.high = av_decimal_of(run->digits[!down]);
	for (unsigned i = 0; !t->vague && i < t->count; i++)
		t->parts[i].high = t->parts[i].low;
	if (!av_tally_push(t, part))
		return false;
	t->vague = t->no_value = true;
	t->modifier = AV_ABOUT;
	t->last = AV_LAST_PAIR;
	return true;
}

static bool take_string(struct av_tally *t, const struct run *run)
{
	if (t->count)
		return false;
	unsigned length = run->count + run->zeros;
	t->parts[t->count++] = av_part_of(run->value, (int)length, 0);
	t->string = true;
	t->written.length = length;
	t->last = AV_LAST_STRING;
	return true;
}

/* One digit: the usual case. */
static bool take_one(struct av_reader *r, const struct run *run)
{
	struct av_tally *t = &r->now;
	bool joined = multiplier_at(r, run->end) != NULL;
	if (run->initial && t->count && !joined)
		return false;
	if (run->inner && !t->count && !run->zeros && !joined && !r->nested &&
	    t->last == AV_LAST_NOTHING)
		return false;
	if (!av_tally_push(t, av_part_of(run->value, 1, 0)))
		return false;
	t->zero_before = run->zeros || t->last == AV_LAST_ZERO;
	t->one_digit = true;
	t->last = AV_LAST_DIGIT;
	return true;
}

/* 零 by itself is a number; inside one it only holds a place. */
static bool take_zero(struct av_reader *r, const struct run *run)
{
	struct av_tally *t = &r->now;
	if (t->count) {
		t->last = AV_LAST_ZERO;
		return true;
	}
	if (run->zeros > 1)
		return take_string(t, run);
	if (multiplier_at(r, run->end))
		t->last = AV_LAST_ZERO;
	else
		t->last = AV_LAST_DIGIT;
	if (t->last == AV_LAST_DIGIT)
		t->parts[t->count++] = av_part_of(run->value, 1, -1);
	return true;
}

bool av_take_tight_run(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	struct run run;
	if (t->last == AV_LAST_DIGIT || t->last == AV_LAST_DIGITS || t->last == AV_LAST_PAIR)
		return false;
	read_run(r, atom->start, &run);
	bool taken;
	if (!run.count)
		taken = take_zero(r, &run);
	else if (run.count == 1 && (!run.zeros || t->count))
		taken = take_one(r, &run);
	else if (is_pair(&run) && !run.zeros)
		taken = take_pair(t, &run);
	else
		taken = take_string(t, &run);
	if (!taken)
		return false;
	t->words = true;
	t->end = run.end;
	return true;
}

/* --- 点 -------------------------------------------------------------------------- */

/* ASCII decimals behind 点: 3点14, unless they are minutes: 8点30. */
static bool written_decimals(struct av_reader *r, uint32_t at, struct av_decimal *sum,
			     uint32_t *end)
{
	const struct av_tally *t = &r->now;
	struct av_digits digits;
	if (t->last != AV_LAST_DIGITS)
		return false;
	av_digits_read(r->text, at, &digits);
	if (!digits.plain || digits.length > 30)
		return false;
	int64_t value = 0, hour = 0;
	bool minute = digits.length == 2 && av_decimal_to_int(digits.value, &value) && value < 60;
	bool clock = minute && av_decimal_to_int(t->parts[0].low, &hour) && hour <= 24;
	if (clock && (value % 5 == 0 || av_counts_at(r, digits.end)))
		return false;
	*sum = av_decimal_scale(digits.value, -(int)digits.length);
	*end = digits.end;
	return true;
}

/* A word that begins with these digits and goes on behind them: 三点一刻. */
static bool word_covers(const struct av_reader *r, uint32_t at, uint32_t end)
{
	struct av_found found;
	av_lexicon_at(r->rules, r->text, at, &found);
	return found.entry != AV_NO_ENTRY && found.end > end;
}

/* 三点零五分 tells the time: two places, the first of them zero, and a unit behind. */
static bool tells_time(const struct av_reader *r, unsigned places, unsigned first, uint32_t end)
{
	int64_t hour;
	return places == 2 && first == 0 && av_counts_at(r, end) && r->now.count &&
	       av_decimal_to_int(r->now.parts[0].low, &hour) && hour <= 24 && hour > 0;
}

static bool small_multiplier_at(const struct av_reader *r, uint32_t at)
{
	const struct av_number_word *word = multiplier_at(r, at);
	return word && word->power < 3;
}

bool av_tight_decimals(struct av_reader *r, const struct av_atom *atom, struct av_decimal *sum)
{
	uint32_t at = atom->end, end;
	if (at < r->text.length && av_byte_class[(uint8_t)r->text.at[at]] == AV_BYTE_DIGIT) {
		if (!written_decimals(r, at, sum, &end))
			return false;
		r->now.end = end;
		return true;
	}
	const struct av_number_word *word;
	unsigned places = 0, first = 0;
	while ((word = digit_word(r, at, &end)) && !(word->flags & AV_WORD_NO_DECIMAL)) {
		if (!places)
			first = digit_of(word);
		if (++places <= 37)
			*sum = av_decimal_add(*sum, av_decimal_scale(word->value, -(int)places));
		at = end;
	}
	if (!places || small_multiplier_at(r, at) || word_covers(r, atom->end, at) ||
	    tells_time(r, places, first, at))
		return false;
	r->now.end = at;
	return true;
}
