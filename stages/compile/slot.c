/* SPDX-License-Identifier: MIT
 * Slots: <tag>, <name:tag|tag2>, <name:quantity length>. */
#include "pattern.h"

struct slot {
	uint32_t start, end; /* of <…> in the expanded text */
	struct av_str name, tags;
	uint32_t tags_start;
};

static bool is_tag_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ' ' ||
	       c == '|' || c == '_' || c == ':';
}

static bool read_slot(struct av_walk *w, struct slot *slot)
{
	uint32_t end = w->at + 1;
	while (end < w->text.length && is_tag_char(w->text.at[end]))
		end++;
	bool closed = end < w->text.length && w->text.at[end] == '>';
	*slot = (struct slot){ .start = w->at, .end = end + closed, .tags_start = w->at + 1 };
	slot->tags = av_str_of(w->text.at + w->at + 1, end - w->at - 1);
	const char *colon = memchr(slot->tags.at, ':', slot->tags.length);
	if (colon) {
		slot->name = av_str_of(slot->tags.at, (size_t)(colon - slot->tags.at));
		slot->tags = av_str_of(colon + 1, slot->tags.length - slot->name.length - 1);
		slot->tags_start += (uint32_t)slot->name.length + 1;
	}
	if (closed && slot->tags.length > 0 && (!colon || slot->name.length > 0))
		return true;
	av_walk_say(
		w, slot->start, closed ? slot->end : slot->start + 1,
		"a slot reads <tag>, <name:tag> or <name:tag|tag>; write \\< for the character");
	return false;
}

static bool is_capture_name(struct av_str name)
{
	for (size_t i = 0; i < name.length; i++) {
		char c = name.at[i];
		bool digit = c >= '0' && c <= '9';
		if (!(c >= 'a' && c <= 'z') && c != '_' && !(digit && i > 0))
			return false;
	}
	return name.length > 0 && name.length <= 32;
}

static void put_class(struct av_walk *w, const struct av_slot_class *class)
{
	av_walk_put(w, class->count ? AV_STR("[") : AV_STR("(?!)"));
	for (uint32_t i = 0; i < class->count; i++) {
		struct av_range range = class->ranges[i];
		av_walk_put_code(w, range.first);
		if (range.last > range.first + 1)
			av_walk_put(w, AV_STR("-"));
		if (range.last > range.first)
			av_walk_put_code(w, range.last);
	}
	if (class->count)
		av_walk_put(w, AV_STR("]"));
}

static struct av_reach reach_of(struct av_walk *w, uint32_t id)
{
	const struct av_slot_class *class = &w->c->slot_classes.items[id];
	struct av_points points = { .any = false };
	bool counted = id < AV_SLOT_WORDS * 64;
	if (counted)
		points.slots.bits[id / 64] = UINT64_C(1) << (id % 64);
	/* too many to be told apart: by code points then */
	for (uint32_t i = 0; !counted && i < class->count; i++)
		av_points_add(w->c, &points, class->ranges[i]);
	struct av_reach reach = av_reach_one(w->c, &points);
	reach.ways[0].sure = counted;
	reach.needs_number = class->numbers && class->words == 0;
	reach.ways[0].numbers = reach.needs_number;
	if (!counted)
		return reach;
	reach.ways[0].needs.bits[id / 64] |= points.slots.bits[id / 64];
	reach.covered = !class->numbers;
	reach.cover_size = class->words;
	if (reach.covered)
		reach.cover = points.slots;
	return reach;
}

/* One class of code points, captured where `name` is not empty. */
static struct av_reach put_slot(struct av_walk *w, struct av_str name, struct av_str tags,
				const struct slot *slot)
{
	uint32_t id = av_slot_class_find(w, tags, slot->tags_start, slot->end - 1);
	if (id == UINT32_MAX)
		return av_reach_empty();
	if (name.length > 0) {
		av_group_name(w, name, &w->c->slot_classes.items[id].tags);
		av_walk_put(w, AV_STR("(?<"));
		av_walk_put(w, name);
		av_walk_put(w, AV_STR(">"));
	}
	put_class(w, &w->c->slot_classes.items[id]);
	av_walk_put(w, name.length > 0 ? AV_STR(")") : AV_STR(""));
	w->slot_count++;
	return reach_of(w, id);
}

/* What a quantity's unit is called: that of the value is `unit`. */
static struct av_str unit_name(struct av_walk *w, struct av_str name)
{
	static const struct { struct av_str number, unit; } names[] = {
		{ { "", 0 }, { "", 0 } },
		{ { "value", 5 }, { "unit", 4 } },
		{ { "high", 4 }, { "unit", 4 } },
		{ { "low", 3 }, { "unit_low", 8 } },
	};
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (av_str_equal(name, names[i].number))
			return names[i].unit;
	char *at = av_scratch(w->c, name.length + 5);
	if (!at)
		return (struct av_str){ 0 };
	memcpy(at, name.at, name.length);
	memcpy(at + name.length, "_unit", 5);
	return av_str_of(at, name.length + 5);
}

/* <name:quantity DIMENSION>: a number, perhaps a space, a unit. */
static void put_quantity(struct av_walk *w, const struct slot *slot)
{
	struct av_str dimension = av_str_of(slot->tags.at + 8, slot->tags.length - 8);
	char *unit = av_scratch(w->c, dimension.length + 4);
	if (!unit)
		return;
	memcpy(unit, "unit", 4);
	memcpy(unit + 4, dimension.at, dimension.length);
	av_walk_put(w, AV_STR("(?:"));
	struct av_reach number = put_slot(w, slot->name, AV_STR("number"), slot);
	av_walk_put(w, AV_STR(" ?"));
	struct av_reach measure = put_slot(w, unit_name(w, slot->name),
					   av_str_of(unit, dimension.length + 4), slot);
	av_walk_put(w, AV_STR(")"));
	struct av_reach space = av_reach_text(w->c, AV_STR(" "));
	space = av_reach_repeat(w->c, &space, 0, 1);
	number = av_reach_then(w->c, &number, &space);
	number = av_reach_then(w->c, &number, &measure);
	av_group_atom(w, &number);
}

void av_slot(struct av_walk *w)
{
	struct slot slot;
	if (!read_slot(w, &slot))
		return;
	if (slot.name.length > 0 && !is_capture_name(slot.name))
		av_walk_say(w, slot.start + 1, slot.tags_start - 1,
			    "a capture's name is made of small letters, digits and `_`");
	bool quantity = slot.tags.length >= 8 && memcmp(slot.tags.at, "quantity", 8) == 0 &&
			(slot.tags.length == 8 || slot.tags.at[8] == ' ');
	if (w->mark || w->broken) {
		w->at = slot.end;
	} else if (quantity) {
		put_quantity(w, &slot);
		w->at = slot.end;
	} else {
		struct av_reach reach = put_slot(w, slot.name, slot.tags, &slot);
		av_group_atom(w, &reach);
		w->at = slot.end;
	}
}
