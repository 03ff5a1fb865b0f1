/* SPDX-License-Identifier: MIT
 * Memory. An arena hands out pieces that live until the whole arena is reset or
 * freed, so that no stage ever frees anything; blocks are kept by a reset, so a
 * worker that has seen one document needs no allocator for the next.
 * A list is a growing array whose place may move: keep indices, not pointers. */
#ifndef AV_ARENA_H
#define AV_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "str.h"

struct av_arena_block;

struct av_arena {
	struct av_arena_block *first, *current;
	size_t used; /* bytes used in current */
};

/* A zeroed struct av_arena is an empty arena.
 * Returns `size` bytes aligned to 16, or NULL when memory is out. */
void *av_arena_alloc(struct av_arena *arena, size_t size);
/* A copy of `s` in the arena; `at` is NULL when memory is out. */
struct av_str av_arena_copy(struct av_arena *arena, struct av_str s);
/* Forgets every piece, keeps blocks up to a bound (AV_ARENA_KEEP). */
void av_arena_reset(struct av_arena *arena);
void av_arena_free(struct av_arena *arena);

/* Declares a list type's members inside a struct: struct { AV_LIST(struct x); } xs; */
#define AV_LIST(type)                                                                         \
	type *items;                                                                          \
	uint32_t count, capacity

/* Makes room for one more item and returns its address, or NULL when memory is out: as it is
 * (add), for who sets all of it, or zeroed (push). `list` is a pointer to a struct made by
 * AV_LIST. */
#define av_list_has_room(list)                                                                \
	((list)->count < (list)->capacity ||                                                  \
	 av_list_grow((void **)&(list)->items, &(list)->capacity, sizeof *(list)->items))
#define av_list_add(list)                                                                     \
	(av_list_has_room(list) ? &(list)->items[(list)->count++] : NULL)
#define av_list_push(list)                                                                    \
	(av_list_has_room(list)                                                               \
		 ? (memset(&(list)->items[(list)->count], 0, sizeof *(list)->items),          \
		    &(list)->items[(list)->count++])                                          \
		 : NULL)

bool av_list_grow(void **items, uint32_t *capacity, size_t item_size);

/* A growing run of bytes. After a failed append `failed` stays true and appends do
 * nothing, so that a writer checks once, at the end. */
struct av_buffer {
	char *at;
	size_t length, capacity;
	bool failed;
};

/* Makes room for `more` bytes; returns where they go or NULL (failed). */
char *av_buffer_reserve(struct av_buffer *buffer, size_t more);
void av_buffer_append(struct av_buffer *buffer, struct av_str s);
void av_buffer_append_char(struct av_buffer *buffer, char c);
void av_buffer_printf(struct av_buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static inline struct av_str av_buffer_str(const struct av_buffer *buffer)
{
	return av_str_of(buffer->at, buffer->length);
}
void av_buffer_free(struct av_buffer *buffer);

#endif
