/* SPDX-License-Identifier: MIT
 * Arenas, lists and buffers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "inner/arena.h"
#include "inner/limits.h"

static void pieces_are_aligned_and_apart(void **state)
{
	(void)state;
	struct av_arena arena = { 0 };
	char *last = NULL;
	for (size_t size = 0; size < 5000; size += 7) {
		char *at = av_arena_alloc(&arena, size);
		assert_non_null(at);
		assert_int_equal((uintptr_t)at % 16, 0);
		memset(at, 0x5A, size);
		if (last)
			assert_int_equal(*last, 0x11);
		if (size)
			*(last = at) = 0x11;
	}
	av_arena_free(&arena);
	assert_null(arena.first);
}

static void reset_keeps_blocks(void **state)
{
	(void)state;
	struct av_arena arena = { 0 };
	void *first = av_arena_alloc(&arena, 100);
	av_arena_alloc(&arena, 100000);
	av_arena_reset(&arena);
	assert_ptr_equal(av_arena_alloc(&arena, 100), first);
	av_arena_free(&arena);
}

static void reset_gives_back_what_is_much(void **state)
{
	(void)state;
	struct av_arena arena = { 0 };
	for (int i = 0; i < 100; i++)
		assert_non_null(av_arena_alloc(&arena, 200 * 1024));
	av_arena_reset(&arena);
	struct av_arena empty = arena;
	for (int i = 0; i < 4; i++)
		assert_non_null(av_arena_alloc(&arena, 200 * 1024));
	assert_ptr_equal(arena.first, empty.first);
	av_arena_free(&arena);
}

static void small_kept_blocks_are_no_trap(void **state)
{
	(void)state;
	struct av_arena arena = { 0 };
	for (int round = 0; round < 10; round++) {
		for (size_t size = 1; size < 3000000; size *= 3)
			memset(av_arena_alloc(&arena, size), 1, size);
		av_arena_reset(&arena);
	}
	av_arena_free(&arena);
}

static void huge_pieces_are_refused(void **state)
{
	(void)state;
	struct av_arena arena = { 0 };
	assert_null(av_arena_alloc(&arena, SIZE_MAX));
	assert_null(av_arena_alloc(&arena, SIZE_MAX - 20));
	assert_non_null(av_arena_alloc(&arena, 1));
	av_arena_free(&arena);
}

static void copies_live_in_the_arena(void **state)
{
	(void)state;
	struct av_arena arena = { 0 };
	char text[] = "abc";
	struct av_str copy = av_arena_copy(&arena, av_str_of(text, 3));
	text[0] = 'x';
	assert_true(av_str_equal(copy, AV_STR("abc")));
	struct av_str empty = av_arena_copy(&arena, av_str_of(NULL, 0));
	assert_non_null(empty.at);
	assert_int_equal(empty.length, 0);
	av_arena_free(&arena);
}

static void lists_grow_and_give_zeroed_items(void **state)
{
	(void)state;
	struct { AV_LIST(struct av_str); } list = { 0 };
	for (uint32_t i = 0; i < 1000; i++) {
		struct av_str *item = av_list_push(&list);
		assert_non_null(item);
		assert_null(item->at);
		item->length = i;
	}
	for (uint32_t i = 0; i < 1000; i++)
		assert_int_equal(list.items[i].length, i);
	list.count = 0;
	struct av_str *again = av_list_push(&list);
	assert_int_equal(again->length, 0);
	free(list.items);
}

static void buffers_take_text_of_any_length(void **state)
{
	(void)state;
	struct av_buffer buffer = { 0 };
	for (int i = 0; i < 300; i++) {
		av_buffer_append(&buffer, AV_STR("ab"));
		av_buffer_append_char(&buffer, 'c');
		av_buffer_printf(&buffer, "%d,", 7);
	}
	assert_int_equal(buffer.length, 300 * 5);
	assert_memory_equal(buffer.at + buffer.length - 10, "abc7,abc7,", 10);
	av_buffer_printf(&buffer, "%1000s", "end");
	assert_int_equal(buffer.length, 300 * 5 + 1000);
	assert_memory_equal(buffer.at + buffer.length - 4, " end", 4);
	assert_false(buffer.failed);
	av_buffer_free(&buffer);
}

static void a_failed_buffer_stays_failed(void **state)
{
	(void)state;
	struct av_buffer buffer = { 0 };
	av_buffer_append(&buffer, AV_STR("ab"));
	assert_null(av_buffer_reserve(&buffer, SIZE_MAX / 2));
	assert_true(buffer.failed);
	av_buffer_append(&buffer, AV_STR("c"));
	av_buffer_append_char(&buffer, 'c');
	av_buffer_printf(&buffer, "%d", 1);
	assert_int_equal(buffer.length, 2);
	av_buffer_free(&buffer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_aligned_and_apart),
		cmocka_unit_test(reset_keeps_blocks),
		cmocka_unit_test(reset_gives_back_what_is_much),
		cmocka_unit_test(small_kept_blocks_are_no_trap),
		cmocka_unit_test(huge_pieces_are_refused),
		cmocka_unit_test(copies_live_in_the_arena),
		cmocka_unit_test(lists_grow_and_give_zeroed_items),
		cmocka_unit_test(buffers_take_text_of_any_length),
		cmocka_unit_test(a_failed_buffer_stays_failed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
