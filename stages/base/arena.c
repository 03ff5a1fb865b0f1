/* SPDX-License-Identifier: MIT
 * Memory: arenas of blocks that are kept over a reset, growing lists and growing runs
 * of bytes. Everything whose size follows from the text comes from here, so that what
 * happens when memory is out can be seen in one place. */
#include "inner/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "inner/limits.h"

#define ALIGNMENT ((size_t)16)
/* The first block's size; each further one doubles, up to LARGEST_BLOCK. */
#define FIRST_BLOCK ((size_t)8 * 1024)
#define LARGEST_BLOCK ((size_t)256 * 1024)
/* Formatted text up to this long needs no second formatting. */
#define PRINTF_GUESS ((size_t)128)

struct av_arena_block {
	struct av_arena_block *next;
	size_t size; /* of what follows the header */
};

_Static_assert(sizeof(struct av_arena_block) % 16 == 0, "a block's data must be aligned");

static char *block_data(struct av_arena_block *block)
{
	return (char *)(block + 1);
}

static size_t next_block_size(const struct av_arena *arena, size_t wanted)
{
	size_t size = arena->current ? arena->current->size * 2 : FIRST_BLOCK;
	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	return size < wanted ? wanted : size;
}

/* Puts a block that holds `size` behind the current one: a kept one if it is large
 * enough, else a new one. */
static bool next_block(struct av_arena *arena, size_t size)
{
	struct av_arena_block *current = arena->current;
	struct av_arena_block *block = current ? current->next : arena->first;
	if (!block || block->size < size) {
		size_t room = next_block_size(arena, size);
		struct av_arena_block *fresh = malloc(sizeof *fresh + room);
		if (!fresh)
			return false;
		fresh->size = room;
		fresh->next = block;
		*(current ? &current->next : &arena->first) = fresh;
		block = fresh;
	}
	arena->current = block;
	arena->used = 0;
	return true;
}

void *av_arena_alloc(struct av_arena *arena, size_t size)
{
	if (size > SIZE_MAX / 2)
		return NULL;
	size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	if (!arena->current || arena->current->size - arena->used < size)
		if (!next_block(arena, size))
			return NULL;
	char *at = block_data(arena->current) + arena->used;
	arena->used += size;
	return at;
}

struct av_str av_arena_copy(struct av_arena *arena, struct av_str s)
{
	char *at = av_arena_alloc(arena, s.length ? s.length : 1);
	if (at && s.length)
		memcpy(at, s.at, s.length);
	return av_str_of(at, at ? s.length : 0);
}

static void free_blocks(struct av_arena_block *block)
{
	while (block) {
		struct av_arena_block *next = block->next;
		free(block);
		block = next;
	}
}

void av_arena_reset(struct av_arena *arena)
{
	size_t kept = 0;
	struct av_arena_block **link = &arena->first;
	while (*link && kept + (*link)->size <= AV_ARENA_KEEP) {
		kept += (*link)->size;
		link = &(*link)->next;
	}
	free_blocks(*link);
	*link = NULL;
	arena->current = arena->first;
	arena->used = 0;
}

void av_arena_free(struct av_arena *arena)
{
	free_blocks(arena->first);
	*arena = (struct av_arena){ 0 };
}

bool av_list_grow(void **items, uint32_t *capacity, size_t item_size)
{
	uint32_t wanted = *capacity ? *capacity * 2 : 16;
	if (wanted <= *capacity || wanted > SIZE_MAX / item_size)
		return false;
	void *grown = realloc(*items, wanted * item_size);
	if (!grown)
		return false;
	*items = grown;
	*capacity = wanted;
	return true;
}

static bool buffer_grow(struct av_buffer *buffer, size_t more)
{
	if (more > SIZE_MAX / 4 - buffer->length)
		return false;
	size_t wanted = buffer->capacity ? buffer->capacity * 2 : 256;
	while (wanted < buffer->length + more)
		wanted *= 2;
	char *grown = realloc(buffer->at, wanted);
	if (!grown)
		return false;
	buffer->at = grown;
	buffer->capacity = wanted;
	return true;
}

char *av_buffer_reserve(struct av_buffer *buffer, size_t more)
{
	if (buffer->failed)
		return NULL;
	if (!buffer->at || buffer->capacity - buffer->length < more)
		if (!buffer_grow(buffer, more)) {
			buffer->failed = true;
			return NULL;
		}
	return buffer->at + buffer->length;
}

void av_buffer_append(struct av_buffer *buffer, struct av_str s)
{
	char *at = av_buffer_reserve(buffer, s.length);
	if (!at || !s.length)
		return;
	memcpy(at, s.at, s.length);
	buffer->length += s.length;
}

void av_buffer_append_char(struct av_buffer *buffer, char c)
{
	char *at = av_buffer_reserve(buffer, 1);
	if (!at)
		return;
	*at = c;
	buffer->length++;
}

/* Formats into what room there is, at least `room`; returns the length it needs. */
static int format_into(struct av_buffer *buffer, size_t room, const char *format, va_list arguments)
{
	char *at = av_buffer_reserve(buffer, room);
	if (!at)
		return -1;
	int length = vsnprintf(at, room, format, arguments);
	if (length < 0)
		buffer->failed = true;
	return length;
}

void av_buffer_printf(struct av_buffer *buffer, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = format_into(buffer, PRINTF_GUESS, format, arguments);
	va_end(arguments);
	if (length >= (int)PRINTF_GUESS) {
		va_start(arguments, format);
		length = format_into(buffer, (size_t)length + 1, format, arguments);
		va_end(arguments);
	}
	if (length > 0)
		buffer->length += (size_t)length;
}

void av_buffer_free(struct av_buffer *buffer)
{
	free(buffer->at);
	*buffer = (struct av_buffer){ 0 };
}
