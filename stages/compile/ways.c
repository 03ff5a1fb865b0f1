/* SPDX-License-Identifier: MIT
 * The ways of all rules: gathered line by line, kept with what each needs. */
#include "dispatch.h"

/* Whether another way of the line has all that the i-th one has; of two that are the same
 * the first one stays. */
static bool is_covered(const struct av_reach *line, unsigned i)
{
	for (unsigned k = 0; k < line->count; k++)
		if (k != i && av_way_within(&line->ways[i], &line->ways[k]) &&
		    (k < i || !av_way_within(&line->ways[k], &line->ways[i])))
			return true;
	return false;
}

bool av_dispatch_note_line(struct av_compiler *c, const struct av_reach *line, uint32_t index)
{
	for (unsigned i = 0; i < line->count; i++) {
		if (is_covered(line, i))
			continue;
		struct av_rule_way *way = av_list_push(&c->ways);
		if (!way) {
			c->no_memory = true;
			return false;
		}
		*way = (struct av_rule_way){ line->ways[i], c->rules->rules.count, index };
	}
	return true;
}

/* The words of needs that are not empty go to `to`, where that is not NULL. */
static uint32_t put_needs(const struct av_needs *needs, struct av_need *to)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < AV_NEED_WORDS; i++) {
		if (needs->bits[i] && to)
			to[count] = (struct av_need){ needs->bits[i], i };
		count += needs->bits[i] != 0;
	}
	return count;
}

bool av_dispatch_ways(struct av_compiler *c, struct av_dispatch *d)
{
	uint32_t ways = c->ways.count, count = 0;
	struct av_rule_line *line_of = av_keep(c, (ways + 1) * sizeof *line_of);
	struct av_way_needs *needs_of = av_keep(c, (ways + 1) * sizeof *needs_of);
	for (uint32_t i = 0; i < ways; i++) {
		av_needs_settle(&c->ways.items[i].way);
		count += put_needs(&c->ways.items[i].way.needs, NULL) +
			 put_needs(&c->ways.items[i].way.any, NULL);
	}
	struct av_need *needs = av_keep(c, (count + 1) * sizeof *needs);
	if (!line_of || !needs_of || !needs)
		return false;
	count = 0;
	for (uint32_t i = 0; i < ways; i++) {
		const struct av_rule_way *way = &c->ways.items[i];
		uint32_t all = put_needs(&way->way.needs, needs + count);
		uint32_t any = put_needs(&way->way.any, needs + count + all);
		line_of[i] = (struct av_rule_line){ way->rule, way->line };
		needs_of[i] = (struct av_way_needs){ count, (uint8_t)all, (uint8_t)any,
						     way->way.before != NULL };
		count += all + any;
	}
	d->line_of = line_of;
	d->needs_of = needs_of;
	d->needs = needs;
	d->way_count = ways;
	d->need_count = count;
	return true;
}
