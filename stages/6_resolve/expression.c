/* SPDX-License-Identifier: MIT
 * `value = n * 10 + 5`: terms from left to right, for the value and for both bounds, so
 * that what a vague number implies goes through (几十 / 10 is 2..10). */
#include "draft.h"

/* The largest power a rule can ask for: keeps 10 ^ n inside what a decimal holds. */
#define MAX_POWER 4096

enum bound { VALUE, LOW, HIGH, BOUNDS };

static bool bound_of(const struct av_quantity *q, unsigned bound, struct av_decimal *out)
{
	const bool has[BOUNDS] = { q->has_value, q->has_low, q->has_high };
	const struct av_decimal *const values[BOUNDS] = { &q->value, &q->low, &q->high };
	if (has[bound])
		*out = *values[bound];
	return has[bound];
}

static bool set(struct av_decimal *so_far, struct av_decimal operand)
{
	*so_far = operand;
	return true;
}
static bool add(struct av_decimal *so_far, struct av_decimal operand)
{
	*so_far = av_decimal_add(*so_far, operand);
	return true;
}
static bool subtract(struct av_decimal *so_far, struct av_decimal operand)
{
	*so_far = av_decimal_subtract(*so_far, operand);
	return true;
}
static bool multiply(struct av_decimal *so_far, struct av_decimal operand)
{
	*so_far = av_decimal_multiply(*so_far, operand);
	return true;
}
static bool divide(struct av_decimal *so_far, struct av_decimal operand)
{
	if (av_decimal_is_zero(operand))
		return false;
	*so_far = av_decimal_divide(*so_far, operand);
	return true;
}
static bool power(struct av_decimal *so_far, struct av_decimal operand)
{
	int64_t exponent;
	if (!av_decimal_to_int(operand, &exponent) || exponent < -MAX_POWER ||
	    exponent > MAX_POWER || (exponent < 0 && av_decimal_is_zero(*so_far)))
		return false;
	*so_far = av_decimal_power(*so_far, (unsigned)(exponent < 0 ? -exponent : exponent));
	if (exponent < 0)
		*so_far = av_decimal_divide(av_decimal_of(1), *so_far);
	return true;
}

/* ORDER: enum av_operation */
static bool (*const operations[])(struct av_decimal *, struct av_decimal) = {
	set, add, subtract, multiply, divide, power,
};

/* A subtrahend or a divisor is taken by its other bound. */
static unsigned operand_bound(uint8_t operation, unsigned bound)
{
	if (bound == VALUE || (operation != AV_OP_SUBTRACT && operation != AV_OP_DIVIDE))
		return bound;
	return bound == LOW ? HIGH : LOW;
}

/* One bound of the result; false: open, or not to be computed. A capture that took no
 * part is passed over, so that an optional one can be added. */
static bool run(const struct av_figure_draft *draft, const struct av_action *action,
		unsigned bound, struct av_decimal *out)
{
	const struct av_term *terms = &draft->rules->terms.items[action->first_term];
	*out = av_decimal_of(0);
	for (unsigned i = 0; i < action->term_count; i++) {
		struct av_decimal operand = terms[i].constant;
		struct av_quantity q;
		if (terms[i].variable >= 0) {
			if (!av_capture_quantity(draft, (unsigned)terms[i].variable, &q))
				continue;
			if (!bound_of(&q, operand_bound(terms[i].operation, bound), &operand))
				return false;
		}
		if (!operations[terms[i].operation](out, operand))
			return false;
	}
	return true;
}

/* Whether a capture the expression names took part, or it names none. Looks at `q` for
 * the first one, whose modifier the result takes over. */
static bool takes_part(const struct av_figure_draft *draft, const struct av_action *action,
		       uint8_t *modifier)
{
	const struct av_term *terms = &draft->rules->terms.items[action->first_term];
	bool named = false;
	*modifier = AV_EXACT;
	for (unsigned i = 0; i < action->term_count; i++) {
		struct av_quantity q;
		if (terms[i].variable < 0)
			continue;
		named = true;
		if (av_capture_quantity(draft, (unsigned)terms[i].variable, &q)) {
			*modifier = q.modifier;
			return true;
		}
	}
	return !named;
}

bool av_expression(const struct av_figure_draft *draft, const struct av_action *action,
		   struct av_quantity *out)
{
	const struct av_term *first = &draft->rules->terms.items[action->first_term];
	/* A capture as it is keeps its number, which knows its scale. */
	if (action->term_count == 1 && first->operation == AV_OP_SET && first->variable >= 0)
		return av_capture_quantity(draft, (unsigned)first->variable, out);
	*out = (struct av_quantity){ 0 };
	if (!takes_part(draft, action, &out->modifier))
		return false;
	out->has_value = run(draft, action, VALUE, &out->value);
	out->has_low = run(draft, action, LOW, &out->low);
	out->has_high = run(draft, action, HIGH, &out->high);
	return out->has_value || out->has_low || out->has_high;
}
