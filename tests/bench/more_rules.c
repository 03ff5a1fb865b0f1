/* SPDX-License-Identifier: MIT
 * Rule sets many times the built-in one: what a rule costs where it cannot match. */
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The same words each time. */
static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* A noun of no language: letters as they come, and an end that no word has. */
static void put_word(FILE *file, uint32_t *state)
{
	for (int i = 0; i < 5; i++)
		fputc('a' + (int)(next_random(state) % 26), file);
	fputs("qx", file);
}

/* Two characters that hardly ever stand side by side; where one of them is a number word the
 * rule can match even less, which the compiler warns of. */
static void put_han(FILE *file, uint32_t *state)
{
	for (int i = 0; i < 2; i++) {
		uint32_t code = 0x4E00 + next_random(state) % 0x5000;
		fputc((int)(0xE0 | code >> 12), file);
		fputc((int)(0x80 | (code >> 6 & 63)), file);
		fputc((int)(0x80 | (code & 63)), file);
	}
}

/* Half of the rules count nouns in English, half in Chinese. */
static void put_rule(FILE *file, size_t number)
{
	void (*const nouns[])(FILE *, uint32_t *) = { put_word, put_han };
	uint32_t state = (uint32_t)number * 2654435761u, again = state;
	const char *space = number % 2 ? "" : " ";

	fprintf(file, "rule r%zu\nkind count\nmatch <value:number>%s", number, space);
	nouns[number % 2](file, &state);
	fprintf(file, "\nexample 3%s", space);
	nouns[number % 2](file, &again);
	fprintf(file, " => value 3\nreject 3 of them\n\n");
}

static int write_rules(const char *folder, size_t count)
{
	char path[256];

	snprintf(path, sizeof path, "%s/more", folder);
	if (mkdir(path, 0700) != 0)
		return 0;
	snprintf(path, sizeof path, "%s/more/rules.rule", folder);
	FILE *file = fopen(path, "w");
	if (!file)
		return 0;
	for (size_t i = 0; i < count; i++)
		put_rule(file, i);
	return fclose(file) == 0;
}

static void remove_rules(const char *folder)
{
	char path[256];

	snprintf(path, sizeof path, "%s/more/rules.rule", folder);
	unlink(path);
	snprintf(path, sizeof path, "%s/more", folder);
	rmdir(path);
	rmdir(folder);
}

struct aver_rules *measure_more_rules(size_t count)
{
	char folder[] = "/tmp/aver-bench-XXXXXX";
	struct aver_rules_options options = { .add_dir = folder };
	struct aver_rules *rules = NULL;

	if (!mkdtemp(folder))
		return NULL;
	if (write_rules(folder, count) &&
	    aver_rules_load(&options, &rules) != AVER_OK)
		fprintf(stderr, "bench: %zu more rules can't be loaded\n", count);
	remove_rules(folder);
	return rules;
}
