/* SPDX-License-Identifier: MIT
 * A rule set -> its image (inner/image.h). The tables say where each struct has pointers
 * and to how much of what; whatever they don't name is written as it stands. */
#include "inner/image.h"

#include <stddef.h>

#include "inner/dispatch.h"
#include "inner/lexicon.h"
#include "inner/pattern_code.h"

/* Of the parts, and of larger arrays, which begin a cache line. */
#define ALIGNMENT 64
#define SMALL_ALIGNMENT 16

/* --- What points where ------------------------------------------------------------------- */
struct type;
struct member {
	enum { ARRAY, TEXT, INSIDE, OWN } sort;
	size_t at;         /* where it stands in its struct */
	const struct type *type; /* of the items; NULL: they hold no pointers */
	size_t size;       /* of an item */
	size_t count;      /* of items; of ARRAY, TEXT: where the struct says how many there are, */
	size_t count_size; /* in so many bytes; 0: it does not, there are `count` */
};
struct type {
	const struct member *members;
	size_t count;
};

#define FIELD(owner, field) ((owner *)NULL)->field
/* A pointer to `number` items, a member of the owner. */
#define MANY(owner, pointer, number, type)                                                    \
	{ ARRAY, offsetof(owner, pointer), type, sizeof *FIELD(owner, pointer),               \
	  offsetof(owner, number), sizeof FIELD(owner, number) }
/* A pointer to so many. */
#define SOME(owner, pointer, number, type)                                                    \
	{ ARRAY, offsetof(owner, pointer), type, sizeof *FIELD(owner, pointer), number, 0 }
/* A pointer to `number` bytes; a TEXT can begin anywhere. */
#define BYTES(sort, owner, pointer, number)                                                   \
	{ sort, offsetof(owner, pointer), NULL, 1, offsetof(owner, number),                   \
	  sizeof FIELD(owner, number) }
#define LIST(owner, list, type)                                                               \
	MANY(owner, list.items, list.count, type), OWN_ONE(owner, list.capacity)
/* Structs that stand in the owner itself. */
#define INSIDE_ONE(owner, field, type)                                                        \
	{ INSIDE, offsetof(owner, field), type, sizeof FIELD(owner, field), 1, 0 }
#define INSIDE_SOME(owner, field, type)                                                       \
	{ INSIDE, offsetof(owner, field), type, sizeof *FIELD(owner, field),                  \
	  sizeof FIELD(owner, field) / sizeof *FIELD(owner, field), 0 }
/* What is a running set's own: nothing in an image. */
#define OWN_ONE(owner, field)                                                                 \
	{ OWN, offsetof(owner, field), NULL, sizeof FIELD(owner, field), 1, 0 }

#define TYPE(name, ...)                                                                       \
	static const struct member name##_members[] = { __VA_ARGS__ };                        \
	static const struct type name = { name##_members,                                     \
					  sizeof name##_members / sizeof *name##_members }

TYPE(in_string, BYTES(TEXT, struct av_str, at, length));
TYPE(in_unit, INSIDE_ONE(struct av_unit, id, &in_string),
	INSIDE_ONE(struct av_unit, dimension, &in_string),
	INSIDE_ONE(struct av_unit, si, &in_string));
TYPE(in_set, MANY(struct av_set, tags, count, NULL));
TYPE(in_action, INSIDE_ONE(struct av_action, text, &in_string));
TYPE(in_line, INSIDE_ONE(struct av_pattern, text, &in_string),
	OWN_ONE(struct av_pattern, code));
TYPE(in_rule, INSIDE_ONE(struct av_rule, name, &in_string),
	INSIDE_SOME(struct av_rule, alternative_langs, &in_string),
	MANY(struct av_rule, variables, variable_count, &in_string),
	MANY(struct av_rule, variable_tags, variable_count, &in_set),
	MANY(struct av_rule, lines, line_count, &in_line));
TYPE(in_number_word, INSIDE_ONE(struct av_number_word, other_lang, &in_string));
TYPE(in_begin, MANY(struct av_way_words, words, count, NULL));
TYPE(in_dispatch, MANY(struct av_dispatch, pages, page_count, NULL),
	SOME(struct av_dispatch, ascii, 256, NULL),
	MANY(struct av_dispatch, begins, class_count, &in_begin),
	MANY(struct av_dispatch, sets, set_words, NULL),
	MANY(struct av_dispatch, line_of, way_count, NULL),
	MANY(struct av_dispatch, needs_of, way_count, NULL),
	MANY(struct av_dispatch, needs, need_count, NULL),
	MANY(struct av_dispatch, named_sets, named_count, NULL),
	MANY(struct av_dispatch, set_answers, set_count, NULL),
	MANY(struct av_dispatch, form_answers, form_count, NULL));
TYPE(in_rules, OWN_ONE(struct av_rules, arena), OWN_ONE(struct av_rules, patterns),
	LIST(struct av_rules, tags, &in_string),
	LIST(struct av_rules, units, &in_unit),
	LIST(struct av_rules, lexemes, NULL),
	LIST(struct av_rules, entries, NULL),
	LIST(struct av_rules, sets, &in_set),
	LIST(struct av_rules, rules, &in_rule),
	LIST(struct av_rules, actions, &in_action),
	LIST(struct av_rules, terms, NULL),
	MANY(struct av_rules, number_words, number_word_count, &in_number_word),
	BYTES(ARRAY, struct av_rules, trie, trie_size),
	BYTES(TEXT, struct av_rules, texts, texts_size),
	SOME(struct av_rules, dispatch, 1, &in_dispatch));

/* --- Writing ------------------------------------------------------------------------------- */
struct writer {
	struct av_buffer movable, constant, places;
};

/* Appends `size` bytes at a multiple of `alignment`; returns where they are. */
static size_t put(struct av_buffer *part, const void *bytes, size_t size, size_t alignment)
{
	static const char zeros[ALIGNMENT];
	size_t gap = -part->length & (alignment - 1);
	av_buffer_append(part, av_str_of(zeros, gap));
	av_buffer_append(part, av_str_of(bytes, size));
	return part->length - size;
}

static size_t alignment_of(size_t size)
{
	return size < ALIGNMENT ? SMALL_ALIGNMENT : ALIGNMENT;
}

static size_t number_at(const char *at, size_t size)
{
	uint16_t two;
	uint32_t four;
	uint64_t eight;
	switch (size) {
	case sizeof two:
		return memcpy(&two, at, sizeof two), two;
	case sizeof four:
		return memcpy(&four, at, sizeof four), four;
	default:
		return memcpy(&eight, at, sizeof eight), eight;
	}
}

static void put_members(struct writer *w, const struct type *type, const char *from, size_t to);

/* Writes items and returns the pointer to them. */
static uintptr_t put_items(struct writer *w, const struct member *m, const char *items,
			   size_t count)
{
	size_t size = count * m->size, alignment = m->sort == TEXT ? 1 : alignment_of(size);
	if (!m->type)
		return put(&w->constant, items, size, alignment) << 1 | 1;
	size_t start = put(&w->movable, items, size, alignment);
	for (size_t i = 0; i < count; i++)
		put_members(w, m->type, items + i * m->size, start + i * m->size);
	return start << 1;
}

static void put_array(struct writer *w, const struct member *m, const char *from, size_t to)
{
	size_t count = m->count_size ? number_at(from + m->count, m->count_size) : m->count;
	uint32_t place = (uint32_t)(to + m->at);
	const char *items;
	memcpy(&items, from + m->at, sizeof items);
	if (!items)
		return;
	uintptr_t pointer = put_items(w, m, items, count);
	if (!w->movable.failed)
		memcpy(w->movable.at + place, &pointer, sizeof pointer);
	put(&w->places, &place, sizeof place, sizeof place);
}

/* Mends the copy, at `to` of the movable part, of the struct at `from`. */
static void put_members(struct writer *w, const struct type *type, const char *from, size_t to)
{
	for (const struct member *m = type->members; m < type->members + type->count; m++) {
		if (m->sort == ARRAY || m->sort == TEXT)
			put_array(w, m, from, to);
		for (size_t i = 0; m->sort == INSIDE && i < m->count; i++)
			put_members(w, m->type, from + m->at + i * m->size,
				    to + m->at + i * m->size);
		if (m->sort == OWN && !w->movable.failed)
			memset(w->movable.at + to + m->at, 0, m->size);
	}
}

/* A set of rules as if something pointed to it. */
static const struct member root = { ARRAY, 0, &in_rules, sizeof(struct av_rules), 1, 0 };

void av_image_write(const struct av_rules *rules, struct av_buffer *out)
{
	struct writer w = { 0 };
	put_items(&w, &root, (const char *)rules, 1);
	put(&w.movable, "", 0, ALIGNMENT);
	struct av_image head = { .movable_size = (uint32_t)w.movable.length,
				 .pointer_count = (uint32_t)(w.places.length / sizeof(uint32_t)) };
	put(&w.places, "", 0, ALIGNMENT);
	head.constant_start = (uint32_t)(w.movable.length + w.places.length);
	head.size = (uint32_t)(sizeof head + head.constant_start + w.constant.length);
	av_buffer_append(out, av_str_of((const char *)&head, sizeof head));
	av_buffer_append(out, av_buffer_str(&w.movable));
	av_buffer_append(out, av_buffer_str(&w.places));
	av_buffer_append(out, av_buffer_str(&w.constant));
	out->failed |= w.movable.failed || w.places.failed || w.constant.failed;
	av_buffer_free(&w.movable);
	av_buffer_free(&w.places);
	av_buffer_free(&w.constant);
}
