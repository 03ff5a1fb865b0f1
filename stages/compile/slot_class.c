/* SPDX-License-Identifier: MIT
 * Tags of a slot -> code points of the shape that answer to them. Each distinct slot is
 * worked out once and has a number, by which sentences are filtered. */
#include "pattern.h"

#define CODES (AV_SHAPE_LAST - AV_SHAPE_SET + 1)
#define TAGS_MAX 16

/* For "did you mean": what av_number_tag knows. */
static const struct av_str number_tags[] = {
	{ "number", 6 }, { "integer", 7 }, { "decimal", 7 }, { "fraction", 8 },
	{ "ordinal", 7 }, { "vague", 5 }, { "signed", 6 }, { "digits", 6 },
	{ "two-digits", 10 }, { "words", 5 }, { "mixed", 5 }, { "plain", 5 }, { "cardinal", 8 },
	{ "named", 5 }, { "year", 4 }, { "modern-year", 11 }, { "one", 3 }, { "month", 5 },
	{ "day", 3 }, { "hour", 4 }, { "minute", 6 }, { "small", 5 },
	{ "zero", 4 }, { "below-ten", 9 }, { "quantity", 8 },
};
#define NUMBER_TAGS (sizeof number_tags / sizeof *number_tags)

struct making {
	uint64_t codes[(CODES + 63) / 64];
	uint16_t tags[TAGS_MAX];
	uint32_t tag_count, words;
	bool numbers;
};

static void set_code(struct making *m, uint32_t code)
{
	m->codes[(code - AV_SHAPE_SET) / 64] |= UINT64_C(1) << ((code - AV_SHAPE_SET) % 64);
}

static bool add_number_forms(struct making *m, struct av_str tag)
{
	int number_tag = av_number_tag(tag);
	if (number_tag < 0)
		return false;
	for (unsigned form = 0; form < AV_NUMBER_FORMS; form++)
		if (av_number_form_has(form, number_tag))
			set_code(m, AV_SHAPE_NUMBER + form);
	m->numbers = true;
	return true;
}

static bool has_tag(const struct av_set *set, uint16_t tag)
{
	for (uint32_t i = 0; i < set->count; i++)
		if (set->tags[i] == tag)
			return true;
	return false;
}

static bool add_word_tag(struct av_walk *w, struct making *m, struct av_str name)
{
	const struct av_rules *rules = w->c->rules;
	int tag = av_rules_tag(rules, name);
	if (tag < 0)
		return false;
	for (uint32_t set = 0; set < rules->sets.count; set++) {
		if (!has_tag(&rules->sets.items[set], (uint16_t)tag))
			continue;
		set_code(m, AV_SHAPE_SET + set);
		m->words += w->c->set_words[set];
	}
	if (m->tag_count < TAGS_MAX)
		m->tags[m->tag_count++] = (uint16_t)tag;
	return true;
}

static void unknown_tag(struct av_walk *w, struct av_str tag, uint32_t start, uint32_t end)
{
	const struct av_rules *rules = w->c->rules;
	size_t count = rules->tags.count + NUMBER_TAGS;
	struct av_str *names = av_scratch(w->c, count * sizeof *names);
	if (!names)
		return;
	memcpy(names, number_tags, sizeof number_tags);
	if (rules->tags.count)
		memcpy(names + NUMBER_TAGS, rules->tags.items, rules->tags.count * sizeof *names);
	struct av_str near = av_nearest(tag, names, count);
	if (near.length > 0)
		av_walk_say(w, start, end, "unknown slot `%.*s`, did you mean `%.*s`?",
			    (int)tag.length, tag.at, (int)near.length, near.at);
	else
		av_walk_say(w, start, end,
			    "unknown slot `%.*s`; a slot names a tag of the tables, or number, "
			    "integer, "
			    "year, quantity …",
			    (int)tag.length, tag.at);
}

static bool make(struct av_walk *w, struct making *m, struct av_str tags, uint32_t start)
{
	struct av_str rest = tags, tag;
	while (av_str_cut(&rest, '|', &tag)) {
		uint32_t at = start + (uint32_t)(tag.at - tags.at);
		if (add_number_forms(m, tag) || add_word_tag(w, m, tag))
			continue;
		bool direct = tags.at >= w->text.at && tags.at < w->text.at + w->text.length;
		unknown_tag(w, tag, direct ? at : start, at + (uint32_t)tag.length);
		return false;
	}
	return true;
}

/* The bitmap as ranges. */
static void put_ranges(struct av_compiler *c, const struct making *m, struct av_slot_class *class)
{
	struct av_range ranges[CODES / 2 + 1];
	for (uint32_t i = 0; i < CODES; i++) {
		if (m->codes[i / 64] == 0) {
			i |= 63;
			continue;
		}
		if (!(m->codes[i / 64] >> (i % 64) & 1))
			continue;
		uint32_t code = AV_SHAPE_SET + i;
		if (class->count > 0 && ranges[class->count - 1].last + 1 == code)
			ranges[class->count - 1].last = code;
		else
			ranges[class->count++] = (struct av_range){ code, code };
	}
	struct av_range *kept = av_scratch(c, class->count * sizeof *kept);
	if (kept)
		memcpy(kept, ranges, class->count * sizeof *kept);
	class->ranges = kept;
}

static uint32_t known_class(const struct av_compiler *c, struct av_str tags)
{
	for (uint32_t i = 0; i < c->slot_classes.count; i++)
		if (av_str_equal(c->slot_classes.items[i].key, tags))
			return i;
	return UINT32_MAX;
}

uint32_t av_slot_class_find(struct av_walk *w, struct av_str tags, uint32_t start, uint32_t end)
{
	struct av_compiler *c = w->c;
	uint32_t id = known_class(c, tags);
	if (id != UINT32_MAX)
		return id;
	(void)end;
	struct making m = { 0 };
	if (!make(w, &m, tags, start))
		return UINT32_MAX;
	struct av_slot_class class = { .key = av_arena_copy(&c->scratch, tags), .words = m.words,
				       .numbers = m.numbers };
	uint16_t *ids = av_keep(c, (m.tag_count + 1) * sizeof *ids);
	put_ranges(c, &m, &class);
	struct av_slot_class *slot = av_list_push(&c->slot_classes);
	if (!ids || !class.ranges || !class.key.at || !slot) {
		c->no_memory = true;
		return UINT32_MAX;
	}
	memcpy(ids, m.tags, m.tag_count * sizeof *ids);
	class.tags = (struct av_set){ ids, m.tag_count };
	*slot = class;
	return c->slot_classes.count - 1;
}
