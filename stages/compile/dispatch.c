/* SPDX-License-Identifier: MIT
 * Builds the dispatch table. Code points fall into intervals inside which no rule tells
 * one from another; an interval's column is, for each of the first places of a match, the
 * set of ways that can have it there; equal columns are one class. */
#include "dispatch.h"

#include <stdlib.h>

#include "pattern.h"

struct table {
	struct av_compiler *c;
	struct av_dispatch *d;
	uint32_t *starts; /* of the intervals, rising */
	uint32_t count, capacity;
	uint32_t column; /* words of a column */
	uint64_t *columns;
	uint64_t *any; /* the column of what no way names */
	uint16_t *classes; /* by interval */
};

bool av_dispatch_note(struct av_compiler *c, const struct av_reach *reach, unsigned groups)
{
	struct av_rule_cover *cover = av_list_push(&c->covers);
	if (!cover) {
		c->no_memory = true;
		return false;
	}
	*cover = (struct av_rule_cover){ reach->cover, reach->needs_number };
	if (groups > c->group_max)
		c->group_max = groups;
	return true;
}

/* --- Intervals --------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static void add_start(struct table *t, uint32_t start)
{
	if (t->starts)
		t->starts[t->count] = start;
	t->count++;
}

/* What a way says of a place. */
static const struct av_points *points_at(const struct av_way *way, unsigned place)
{
	static const struct av_points anything = { .any = true };
	if (place < AV_DISPATCH_DEPTH)
		return &way->at[place];
	return way->before ? way->before : &anything;
}

static void add_points(struct table *t, const struct av_points *points)
{
	for (uint32_t i = 0; i < points->count; i++) {
		add_start(t, points->ranges[i].first);
		add_start(t, points->ranges[i].last + 1);
	}
}

/* All starts, unsorted; without t->starts they are only counted. */
static void gather_starts(struct table *t)
{
	const struct av_compiler *c = t->c;
	t->count = 0;
	for (uint32_t code = 0; code <= 128; code++)
		add_start(t, code);
	for (uint32_t set = 0; set <= c->rules->sets.count; set++)
		add_start(t, AV_SHAPE_SET + set);
	for (uint32_t form = 0; form <= AV_NUMBER_FORMS; form++)
		add_start(t, AV_SHAPE_NUMBER + form);
	add_start(t, 0x10000);
	for (uint32_t i = 0; i < c->ways.count; i++)
		for (unsigned k = 0; k < AV_DISPATCH_PLACES; k++)
			add_points(t, points_at(&c->ways.items[i].way, k));
}

static bool make_intervals(struct table *t)
{
	gather_starts(t);
	t->starts = av_scratch(t->c, t->count * sizeof *t->starts);
	if (!t->starts)
		return false;
	gather_starts(t);
	qsort(t->starts, t->count, sizeof *t->starts, by_value);
	uint32_t distinct = 0;
	for (uint32_t i = 0; i < t->count; i++)
		if (distinct == 0 || t->starts[distinct - 1] != t->starts[i])
			t->starts[distinct++] = t->starts[i];
	t->count = distinct;
	return true;
}

/* The interval that holds `code`. */
static uint32_t interval_of(const struct table *t, uint32_t code)
{
	uint32_t low = 0, high = t->count;
	while (high - low > 1) {
		uint32_t middle = (low + high) / 2;
		if (t->starts[middle] <= code)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* --- Columns -------------------------------------------------------------------------------- */

static void set_bit(const struct table *t, uint64_t *column, unsigned place, uint32_t way)
{
	column[place * t->d->way_words + way / 64] |= UINT64_C(1) << (way % 64);
}

static void set_range(struct table *t, struct av_range range, unsigned place, uint32_t way)
{
	uint32_t last = interval_of(t, range.last);
	for (uint32_t i = interval_of(t, range.first); i <= last; i++)
		set_bit(t, t->columns + (size_t)i * t->column, place, way);
}

static void set_points(struct table *t, const struct av_points *points, unsigned place,
		       uint32_t way)
{
	for (uint32_t code = 0; code < 128; code++)
		if (points->ascii[code / 64] >> (code % 64) & 1)
			set_range(t, (struct av_range){ code, code }, place, way);
	for (uint32_t i = 0; i < points->count; i++)
		set_range(t, points->ranges[i], place, way);
}

static void set_way(struct table *t, const struct av_way *way, uint32_t index)
{
	for (unsigned k = 0; k < AV_DISPATCH_PLACES; k++) {
		const struct av_points *points = points_at(way, k);
		/* What is behind a short match can be anything. */
		bool open = k < AV_DISPATCH_DEPTH && way->lengths & ((2u << k) - 1);
		if (points->any || open)
			set_bit(t, t->any, k, index);
		else
			set_points(t, points, k, index);
	}
}

/* Takes a way from where a slot's code points stand that are barred at a place. */
static void clear_slot(struct table *t, const struct av_slot_class *class, unsigned place,
		       uint32_t way)
{
	for (uint32_t i = 0; i < class->count; i++) {
		uint32_t last = interval_of(t, class->ranges[i].last);
		for (uint32_t k = interval_of(t, class->ranges[i].first); k <= last; k++)
			t->columns[(size_t)k * t->column + place * t->d->way_words + way / 64] &=
				~(UINT64_C(1) << (way % 64));
	}
}

static void clear_barred(struct table *t, const struct av_way *way, uint32_t index)
{
	for (unsigned k = 0; k < AV_DISPATCH_DEPTH * AV_SLOT_WORDS; k++) {
		const struct av_points *points = points_at(way, k / AV_SLOT_WORDS);
		uint64_t bits = points->barred.bits[k % AV_SLOT_WORDS];
		for (; bits; bits &= bits - 1) {
			size_t slot = k % AV_SLOT_WORDS * 64 + (size_t)__builtin_ctzll(bits);
			clear_slot(t, &t->c->slot_classes.items[slot], k / AV_SLOT_WORDS, index);
		}
	}
}

/* By slot the ways that have it at a place, as columns: a slot holds many code points, and
 * all of them get it at once. */
static void gather_slots(const struct table *t, uint64_t *columns)
{
	for (uint32_t i = 0; i < t->c->ways.count; i++) {
		const struct av_way *way = &t->c->ways.items[i].way;
		for (unsigned k = 0; k < AV_DISPATCH_PLACES * AV_SLOT_WORDS; k++) {
			const struct av_points *points = points_at(way, k / AV_SLOT_WORDS);
			uint64_t bits = points->slots.bits[k % AV_SLOT_WORDS];
			for (; bits; bits &= bits - 1) {
				size_t slot = k % AV_SLOT_WORDS * 64 +
					      (size_t)__builtin_ctzll(bits);
				set_bit(t, columns + slot * t->column, k / AV_SLOT_WORDS, i);
			}
		}
	}
}

static void set_slot(struct table *t, const struct av_slot_class *class, const uint64_t *column)
{
	for (uint32_t i = 0; i < class->count; i++) {
		uint32_t last = interval_of(t, class->ranges[i].last);
		for (uint32_t k = interval_of(t, class->ranges[i].first); k <= last; k++)
			for (uint32_t word = 0; word < t->column; word++)
				t->columns[(size_t)k * t->column + word] |= column[word];
	}
}

static bool fill_columns(struct table *t)
{
	const struct av_compiler *c = t->c;
	uint32_t slots = c->slot_classes.count < AV_SLOT_WORDS * 64 ? c->slot_classes.count
								    : AV_SLOT_WORDS * 64;
	uint64_t *by_slot = av_scratch(t->c, (size_t)(slots + 1) * t->column * sizeof *by_slot);
	t->columns = av_scratch(t->c, (size_t)t->count * t->column * sizeof *t->columns);
	t->any = av_scratch(t->c, t->column * sizeof *t->any);
	if (!by_slot || !t->columns || !t->any)
		return false;
	for (uint32_t i = 0; i < c->ways.count; i++)
		set_way(t, &c->ways.items[i].way, i);
	gather_slots(t, by_slot);
	for (uint32_t slot = 0; slot < slots; slot++)
		set_slot(t, &c->slot_classes.items[slot], by_slot + (size_t)slot * t->column);
	for (uint32_t i = 0; i < c->ways.count; i++)
		clear_barred(t, &c->ways.items[i].way, i);
	for (uint32_t i = 0; i < t->count; i++)
		for (uint32_t word = 0; word < t->column; word++)
			t->columns[(size_t)i * t->column + word] |= t->any[word];
	return true;
}

/* --- Classes ---------------------------------------------------------------------------------- */

static uint64_t hash_of(const struct table *t, const uint64_t *column)
{
	return av_str_hash(av_str_of((const char *)column, t->column * sizeof *column));
}

struct finder {
	uint32_t *slots, size;    /* hash table of class + 1 */
	const uint64_t **columns; /* of the classes so far */
	uint32_t count;
};

static uint32_t class_of(const struct table *t, struct finder *f, const uint64_t *column)
{
	size_t bytes = t->column * sizeof *column;
	uint32_t at = (uint32_t)hash_of(t, column) & (f->size - 1);
	while (f->slots[at]) {
		if (memcmp(f->columns[f->slots[at] - 1], column, bytes) == 0)
			return f->slots[at] - 1;
		at = (at + 1) & (f->size - 1);
	}
	f->columns[f->count] = column;
	f->slots[at] = ++f->count;
	return f->count - 1;
}

static bool keep_sets(struct table *t, const struct finder *f)
{
	uint64_t *sets = av_keep(t->c, (size_t)f->count * t->column * sizeof *sets);
	for (uint32_t i = 0; sets && i < f->count; i++)
		memcpy(sets + (size_t)i * t->column, f->columns[i], t->column * sizeof *sets);
	t->d->sets = sets;
	t->d->class_count = f->count;
	t->d->set_words = f->count * t->column;
	return sets != NULL;
}

static bool make_classes(struct table *t)
{
	struct finder f = { .size = 64 };
	while (f.size < 2 * (t->count + 1))
		f.size *= 2;
	f.slots = av_scratch(t->c, f.size * sizeof *f.slots);
	f.columns = av_scratch(t->c, (t->count + 1) * sizeof *f.columns);
	t->classes = av_scratch(t->c, t->count * sizeof *t->classes);
	if (!f.slots || !f.columns || !t->classes)
		return false;
	class_of(t, &f, t->any);
	for (uint32_t i = 0; i < t->count; i++)
		t->classes[i] = (uint16_t)class_of(t, &f, t->columns + (size_t)i * t->column);
	return keep_sets(t, &f);
}

/* The words of a class's first set that are not empty; `words` NULL: only counted. */
static uint32_t begin_words(const struct table *t, uint32_t class, struct av_way_word *words)
{
	const uint64_t *set = t->d->sets + (size_t)class * t->column;
	uint32_t count = 0;
	for (uint32_t i = 0; i < t->d->way_words; i++) {
		if (set[i] && words)
			words[count] = (struct av_way_word){ set[i], i };
		count += set[i] != 0;
	}
	return count;
}

static bool make_begins(struct table *t)
{
	struct av_way_words *begins = av_keep(t->c, t->d->class_count * sizeof *begins);
	if (!begins)
		return false;
	for (uint32_t class = 0; class < t->d->class_count; class++) {
		uint32_t count = begin_words(t, class, NULL);
		struct av_way_word *words = av_keep(t->c, (count + 1) * sizeof *words);
		if (!words)
			return false;
		begin_words(t, class, words);
		begins[class] = (struct av_way_words){ words, count };
	}
	t->d->begins = begins;
	return true;
}

static bool make_pages(struct table *t)
{
	uint16_t(*all)[256] = av_scratch(t->c, (AV_DISPATCH_PAGES + 1) * sizeof *all);
	uint32_t used = 1, interval = 0;
	if (!all)
		return false;
	for (uint32_t page = 0; page < AV_DISPATCH_PAGES; page++) {
		bool named = false;
		for (uint32_t i = 0; i < 256; i++) {
			while (interval + 1 < t->count && t->starts[interval + 1] <= page * 256 + i)
				interval++;
			all[used][i] = t->classes[interval];
			named |= all[used][i] != 0;
		}
		t->d->page_of[page] = (uint16_t)(named ? used : 0);
		used += named;
	}
	uint16_t(*kept)[256] = av_keep(t->c, used * sizeof *kept);
	if (!kept)
		return false;
	memcpy(kept, all, used * sizeof *kept);
	t->d->pages = (const uint16_t(*)[256])kept;
	t->d->ascii = t->d->pages[t->d->page_of[0]];
	t->d->page_count = used;
	t->d->beyond = t->classes[interval_of(t, 0x10000)];
	return true;
}

/* --- All of it ----------------------------------------------------------------------------- */

bool av_dispatch_make(struct av_compiler *c)
{
	struct av_dispatch *d = av_keep(c, sizeof *d);
	if (!d)
		return false;
	d->way_words = (c->ways.count + 63) / 64 + (c->ways.count == 0);
	d->named_sets = c->named_sets;
	d->named_count = AV_NAMED_WORDS(c->rules->sets.count);
	d->capture_max = c->group_max ? c->group_max : 1;
	c->rules->dispatch = d;
	struct table t = { .c = c, .d = d, .column = d->way_words * AV_DISPATCH_PLACES };
	if (!av_dispatch_ways(c, d) || !av_filters_make(c, d))
		return false;
	av_triggers_mark(c, d);
	return make_intervals(&t) && fill_columns(&t) && make_classes(&t) && make_begins(&t) &&
	       make_pages(&t);
}
