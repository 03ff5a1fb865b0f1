/* SPDX-License-Identifier: MIT
 * aver rules check|test|list: for those who write rules. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "pipeline.h"
#include "rule_test.h"

static const char usage[] =
	"usage: aver rules check [DIR|FILE]   names every mistake in rules and tables\n"
	"       aver rules test [DIR|FILE]    runs the examples of all rules\n"
	"       aver rules list [DIR|FILE]    name, kind and first example of each rule\n"
	"DIR or FILE come on top of the built-in rules.\n";

static int check(const struct av_rules *rules, struct av_examples *examples, const char *path)
{
	(void)path;
	printf("%u rules, %u words, %u examples: no mistakes found\n", rules->rules.count,
	       rules->entries.count, examples->count);
	return AV_EXIT_DONE;
}

/* Whether an example stands in what the caller named: FILE itself or below DIR. */
static bool is_below(struct av_str file, const char *path)
{
	size_t length = strlen(path);
	return file.length >= length && memcmp(file.at, path, length) == 0;
}

static int test(const struct av_rules *rules, struct av_examples *examples, const char *path)
{
	struct pipeline pipeline;
	struct rule_tally tally = { 0 };
	enum aver_status status = pipeline_open(&pipeline, rules);
	for (uint32_t i = 0; i < examples->count && status == AVER_OK; i++)
		if (!path || is_below(examples->items[i].file, path))
			status = rule_test(&pipeline, &examples->items[i], &tally);
	pipeline_close(&pipeline);
	if (status != AVER_OK) {
		fprintf(stderr, "aver: %s\n", aver_status_text(status));
		return AV_EXIT_STOPPED;
	}
	printf("%u passed, %u failed", tally.passed, tally.failed);
	if (tally.known)
		printf(", %u known failures", tally.known);
	putchar('\n');
	return tally.failed ? AV_EXIT_SOME : AV_EXIT_DONE;
}

static const struct av_example *example_of(const struct av_examples *examples, struct av_str rule)
{
	for (uint32_t i = 0; i < examples->count; i++)
		if (examples->items[i].type == AV_EXAMPLE &&
		    av_str_equal(examples->items[i].rule, rule))
			return &examples->items[i];
	return NULL;
}

static int list(const struct av_rules *rules, struct av_examples *examples, const char *path)
{
	(void)path;
	for (uint32_t i = 0; i < rules->rules.count; i++) {
		const struct av_rule *rule = &rules->rules.items[i];
		const struct av_example *example = example_of(examples, rule->name);
		printf("%-32.*s %-12s %.*s\n", (int)rule->name.length, rule->name.at,
		       av_name_of(&av_kind_names, rule->kind),
		       example ? (int)example->text.length : 0, example ? example->text.at : "");
	}
	return AV_EXIT_DONE;
}

static const struct {
	const char *name;
	int (*run)(const struct av_rules *rules, struct av_examples *examples, const char *path);
} actions[] = { { "check", check }, { "test", test }, { "list", list } };

int av_cli_rules(int argc, char **argv)
{
	unsigned action = 0, count = sizeof actions / sizeof *actions;
	bool help = argc > 1 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"));
	while (argc > 1 && action < count && strcmp(argv[1], actions[action].name) != 0)
		action++;
	if (!help && argc > 1 && action == count)
		fprintf(stderr, "aver: unknown command `rules %s`\n", argv[1]);
	if (help || argc < 2 || argc > 3 || action == count) {
		fputs(usage, help ? stdout : stderr);
		return help ? AV_EXIT_DONE : AV_EXIT_USAGE;
	}
	const char *path = argc > 2 ? argv[2] : NULL;
	struct av_examples examples = { 0 };
	int status;
	struct av_rules *rules = load_rules(path, &examples, &status);
	if (rules)
		status = actions[action].run(rules, &examples, path);
	av_rules_release(rules);
	av_examples_free(&examples);
	return status;
}
