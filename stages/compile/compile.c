/* SPDX-License-Identifier: MIT
 * The order of work; see compile.h. */
#include <stdlib.h>

#include "draft.h"
#include "examples.h"
#include "inner/image.h"
#include "lint.h"
#include "load.h"
#include "pattern.h"
#include "pattern_code.h"

#define FREE_ITEMS(list) free((list)->capacity ? (list)->items : NULL)

static void free_items(struct av_rules *rules)
{
	FREE_ITEMS(&rules->tags);
	FREE_ITEMS(&rules->units);
	FREE_ITEMS(&rules->lexemes);
	FREE_ITEMS(&rules->entries);
	FREE_ITEMS(&rules->sets);
	FREE_ITEMS(&rules->rules);
	FREE_ITEMS(&rules->actions);
	FREE_ITEMS(&rules->terms);
}

static void free_lines(const struct av_rule *rule)
{
	for (unsigned k = 0; k < rule->line_count; k++)
		av_pattern_code_free(rule->lines[k].code);
}

void av_rules_release(struct av_rules *rules)
{
	if (!rules)
		return;
	for (uint32_t i = 0; i < rules->rules.count; i++)
		free_lines(&rules->rules.items[i]);
	if (rules->patterns)
		pthread_mutex_destroy(&rules->patterns->lock);
	free(rules->patterns);
	free_items(rules);
	av_arena_free(&rules->arena);
	free(rules);
}

static void close_compiler(struct av_compiler *c)
{
	free(c->files.items);
	free(c->drafts.items);
	free(c->macros.items);
	free(c->slot_classes.items);
	free(c->covers.items);
	free(c->ways.items);
	av_arena_free(&c->scratch);
}

/* What a uint16_t in av_action and av_rule must hold. */
static void check_sizes(struct av_compiler *c)
{
	bool fits = c->rules->actions.count <= UINT16_MAX && c->rules->terms.count <= UINT16_MAX;
	if (!fits)
		av_diag_add(c->diag, AV_ERROR, AV_STR("rules"), 0, AV_STR(""), 0, 0,
			    "there are too many rules: %u fields and %u terms, at most %u each",
			    c->rules->actions.count, c->rules->terms.count, UINT16_MAX);
}

static bool work(struct av_compiler *c, const struct av_rule_sources *sources)
{
	if (!av_load(c, sources) || !av_tables_load(c) || !av_parse_files(c) ||
	    !av_lint_drafts(c) || !av_examples_gather(c) || !av_rules_make(c))
		return false;
	check_sizes(c);
	return !c->no_memory && !c->diag->out_of_memory;
}

static struct av_rules *new_rules(void)
{
	struct av_rules *rules = calloc(1, sizeof *rules);
	if (!rules)
		return NULL;
	rules->patterns = calloc(1, sizeof *rules->patterns);
	if (!rules->patterns) {
		free(rules);
		return NULL;
	}
	pthread_mutex_init(&rules->patterns->lock, NULL);
	return rules;
}

static int by_place(const void *a, const void *b)
{
	const struct av_message *x = a, *y = b;
	int order = av_str_compare(x->file, y->file);
	if (order == 0 && x->line != y->line)
		order = x->line < y->line ? -1 : 1;
	if (order == 0 && x->column != y->column)
		order = x->column < y->column ? -1 : 1;
	return order ? order : av_str_compare(x->text, y->text);
}

/* Whether the rules are those that the program holds compiled, and nothing else is wanted. */
static bool are_in_image(const struct av_rule_sources *s)
{
	return av_builtin_image.size && !s->only_dir && !s->extra_dir && !s->file_count &&
	       !s->only_files && !s->examples;
}

static enum aver_status load_image(struct av_rules **out)
{
	struct av_rules *rules = new_rules();
	if (rules && !av_image_load(&av_builtin_image, rules)) {
		av_rules_release(rules);
		rules = NULL;
	}
	*out = rules;
	return rules ? AVER_OK : AVER_NO_MEMORY;
}

enum aver_status av_rules_compile(const struct av_rule_sources *sources, struct av_diag *diag,
				  struct av_rules **out)
{
	if (are_in_image(sources))
		return load_image(out);
	struct av_compiler c = { .diag = diag, .examples = sources->examples };
	*out = NULL;
	c.rules = new_rules();
	if (!c.rules)
		return AVER_NO_MEMORY;
	enum aver_status status = work(&c, sources) ? AVER_OK : AVER_NO_MEMORY;
	if (diag->messages.count > 1)
		qsort(diag->messages.items, diag->messages.count, sizeof *diag->messages.items,
		      by_place);
	if (status == AVER_OK && (diag->errors > 0 || diag->dropped > 0))
		status = AVER_BAD_RULES;
	if (status == AVER_OK)
		*out = c.rules;
	else
		av_rules_release(c.rules);
	close_compiler(&c);
	return status;
}
