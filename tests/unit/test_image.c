/* SPDX-License-Identifier: MIT
 * The built-in image is all of what compiling the built-in rules makes. */
#include "inner/image.h"

#include "inner/dispatch.h"
#include "inner/pattern_code.h"
#include "pipe.h"

/* As compiled now: whoever wants examples gets no image. */
static struct av_rules *compile(struct av_examples *examples)
{
	struct av_rule_sources sources = { .examples = examples };
	struct av_diag diag = { 0 };
	struct av_rules *rules;
	assert_int_equal(av_rules_compile(&sources, &diag, &rules), AVER_OK);
	av_diag_free(&diag);
	assert_true(examples->count > 0);
	return rules;
}

static struct av_rules *load(void)
{
	struct av_rule_sources sources = { 0 };
	struct av_diag diag = { 0 };
	struct av_rules *rules;
	assert_int_equal(av_rules_compile(&sources, &diag, &rules), AVER_OK);
	assert_int_equal(diag.messages.count, 0);
	return rules;
}

/* A difference is told by its place: the part, and how far in it. */
static void assert_image(const struct av_rules *rules)
{
	const struct av_image *wanted = &av_builtin_image;
	struct av_buffer image = { 0 };
	av_image_write(rules, &image);
	assert_false(image.failed);
	assert_int_equal(image.length, wanted->size);
	for (size_t i = 0; i < image.length; i++)
		if (image.at[i] != ((const char *)wanted)[i])
			fail_msg("byte %zu differs; %u bytes are movable, constants begin at %u", i,
				 wanted->movable_size, wanted->constant_start);
	av_buffer_free(&image);
}

static void test_compiled(void **state)
{
	(void)state;
	struct av_examples examples = { 0 };
	struct av_rules *rules = compile(&examples);
	assert_true(rules->rules.capacity > 0);
	assert_image(rules);
	av_rules_release(rules);
	av_examples_free(&examples);
}

static void test_loaded(void **state)
{
	(void)state;
	struct av_rules *rules = load();
	assert_int_equal(rules->rules.capacity, 0);
	assert_image(rules);
	/* what is compiled as it is needed is no part of it */
	assert_non_null(av_pattern_code(rules, &rules->rules.items[0], 0));
	assert_image(rules);
	av_rules_release(rules);
}

/* The image's own pointers lead into it or into what was copied, nowhere else. */
static void test_places(void **state)
{
	(void)state;
	struct av_rules *rules = load();
	const char *begin = (const char *)&av_builtin_image, *end = begin + av_builtin_image.size;
	const char *trie = (const char *)rules->trie;
	assert_true(trie > begin && trie + rules->trie_size <= end);
	assert_int_equal((uintptr_t)trie % 64, 0);
	assert_in_range((uintptr_t)rules->entries.items, (uintptr_t)begin, (uintptr_t)end);
	assert_in_range((uintptr_t)rules->texts, (uintptr_t)begin, (uintptr_t)end);
	assert_in_range((uintptr_t)rules->dispatch->sets, (uintptr_t)begin, (uintptr_t)end);
	av_rules_release(rules);
}

/* --- The same records ------------------------------------------------------------------- */
static const char text[] =
	"The company said revenue rose 12.5% to $4.5 billion in 2024, about 3 times as much.\n"
	"徐冰：企業的算力成本約為5~10%，去年增長了三倍。公司有4.5万名员工。\n"
	"He added: \"we expect 5 to 7 million\"; 30 km/h, 30 kM, 5:30 pm, 1/3, 20°C.\n";

static void read_with(struct pipe *pipe, struct av_rules *rules)
{
	memset(pipe, 0, sizeof *pipe);
	pipe->rules = rules;
	for (int i = 0; i < PIPE_STAGES; i++)
		if (pipe_stages[i]->open)
			assert_int_equal(pipe_stages[i]->open(rules, &pipe->states[i]), AVER_OK);
	pipe_run(pipe, text);
}

static void assert_same_figure(const struct pipe *a, const struct pipe *b, uint32_t i)
{
	const struct av_figure *x = &a->doc.figures.items[i], *y = &b->doc.figures.items[i];
	assert_int_equal(x->span.start, y->span.start);
	assert_int_equal(x->span.end, y->span.end);
	assert_int_equal(x->rule, y->rule);
	assert_int_equal(x->reading.kind, y->reading.kind);
	assert_int_equal(x->reading.unit, y->reading.unit);
	assert_int_equal(av_decimal_compare(x->reading.low, y->reading.low), 0);
}

static void test_same_records(void **state)
{
	(void)state;
	struct av_examples examples = { 0 };
	struct pipe compiled, loaded;
	read_with(&compiled, compile(&examples));
	read_with(&loaded, load());
	assert_true(compiled.doc.figures.count > 8);
	assert_int_equal(compiled.doc.figures.count, loaded.doc.figures.count);
	for (uint32_t i = 0; i < loaded.doc.figures.count; i++)
		assert_same_figure(&compiled, &loaded, i);
	pipe_close(&compiled);
	pipe_close(&loaded);
	av_examples_free(&examples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compiled),
		cmocka_unit_test(test_loaded),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_same_records),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
