/* SPDX-License-Identifier: MIT
 * Offset maps: one example of each kind of run; prop_map.c does the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "inner/span.h"

static struct av_map map_of(const struct av_map_run *runs, size_t count)
{
	struct av_map map = { 0 };
	for (size_t i = 0; i + 1 < count; i++)
		assert_true(av_map_add(&map, runs[i].made, runs[i].from));
	av_map_close(&map, runs[count - 1].made, runs[count - 1].from);
	return map;
}

static void leads(const struct av_map *map, uint32_t start, uint32_t end, uint32_t from,
		  uint32_t to)
{
	struct av_span got = av_map_back(map, (struct av_span){ start, end });
	assert_int_equal(got.start, from);
	assert_int_equal(got.end, to);
}

static void no_runs_are_the_same_text(void **state)
{
	(void)state;
	struct av_map map = { 0 };
	leads(&map, 3, 7, 3, 7);
	av_map_close(&map, 10, 10);
	leads(&map, 0, 10, 0, 10);
}

/* `a` + a full-width letter of three bytes + `b`, made `aAb` */
static void a_folded_letter_is_not_cut(void **state)
{
	(void)state;
	const struct av_map_run runs[] = { { 0, 0 }, { 1, 1 }, { 2, 4 }, { 3, 5 } };
	struct av_map map = map_of(runs, 4);
	leads(&map, 0, 1, 0, 1);
	leads(&map, 1, 2, 1, 4);
	leads(&map, 2, 3, 4, 5);
	leads(&map, 0, 3, 0, 5);
	leads(&map, 1, 1, 1, 1);
	leads(&map, 3, 3, 5, 5);
	free(map.items);
}

/* `...` made from one character of three bytes that counts alike would be cut; one of two
 * bytes is not. */
static void a_position_inside_leads_to_the_edge(void **state)
{
	(void)state;
	const struct av_map_run runs[] = { { 0, 0 }, { 4, 4 }, { 7, 6 }, { 9, 8 } };
	struct av_map map = map_of(runs, 4);
	leads(&map, 5, 8, 4, 7);
	leads(&map, 3, 5, 3, 6);
	leads(&map, 5, 6, 4, 6);
	leads(&map, 5, 5, 4, 4);
	free(map.items);
}

/* `ab(x)c` made `abc` */
static void what_was_dropped_belongs_to_no_edge(void **state)
{
	(void)state;
	const struct av_map_run runs[] = { { 0, 0 }, { 2, 2 }, { 2, 5 }, { 3, 6 } };
	struct av_map map = map_of(runs, 4);
	leads(&map, 0, 2, 0, 2);
	leads(&map, 2, 3, 5, 6);
	leads(&map, 1, 3, 1, 6);
	leads(&map, 2, 2, 5, 5);
	free(map.items);
}

static void drops_at_both_ends_stay_outside(void **state)
{
	(void)state;
	const struct av_map_run runs[] = { { 0, 0 }, { 0, 3 }, { 4, 7 }, { 4, 9 } };
	struct av_map map = map_of(runs, 4);
	leads(&map, 0, 4, 3, 7);
	leads(&map, 0, 0, 3, 3);
	free(map.items);
}

static void runs_that_begin_nothing_new_are_merged(void **state)
{
	(void)state;
	struct av_map map = { 0 };
	for (uint32_t i = 0; i < 1000; i++)
		assert_true(av_map_add(&map, i, i + (i > 500)));
	assert_true(map.count < 6);
	av_map_close(&map, 1000, 1001);
	leads(&map, 10, 20, 10, 20);
	leads(&map, 500, 501, 500, 502);
	leads(&map, 700, 800, 701, 801);
	free(map.items);
}

static void falling_runs_are_refused(void **state)
{
	(void)state;
	struct av_map map = { 0 };
	assert_true(av_map_add(&map, 5, 5));
	assert_false(av_map_add(&map, 4, 6));
	assert_false(av_map_add(&map, 6, 4));
	assert_int_equal(map.count, 1);
	free(map.items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_runs_are_the_same_text),
		cmocka_unit_test(a_folded_letter_is_not_cut),
		cmocka_unit_test(a_position_inside_leads_to_the_edge),
		cmocka_unit_test(what_was_dropped_belongs_to_no_edge),
		cmocka_unit_test(drops_at_both_ends_stay_outside),
		cmocka_unit_test(runs_that_begin_nothing_new_are_merged),
		cmocka_unit_test(falling_runs_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
