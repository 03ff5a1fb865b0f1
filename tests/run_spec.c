/* SPDX-License-Identifier: MIT
 * Spec chapters: prose with fenced blocks, each a text and the records it must give.
 *
 *     ```aver lang=zh reference=2024-05-28
 *     text, on one line or several
 *     => percent 5~10% low=5 high=10 unit=percent
 *     ```
 *
 * One `=>` line is one record, in order: its kind, its text, any of its fields (a path
 * such as si.value or alternatives.0.kind; values with spaces in double quotes; null for
 * an absent one). `=> nothing` stands for no record. All blocks of a chapter go through
 * the program in one run, as JSON Lines; then again in Traditional, Simplified and full-width
 * characters, but for blocks whose info says `form=written`. */
#include "inner/fold.h"
#include "run.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCKS_MAX 1000
#define EXPECTED_MAX 60

struct block {
	int line;
	char info[200];      /* what stands behind ```aver */
	char text[20000];
	char *expected[EXPECTED_MAX]; /* into the chapter's text */
	int expected_count;
	bool nothing;
};

/* Cuts the next line off *rest, ending it with a NUL; NULL when nothing is left. */
static char *next_line(char **rest)
{
	char *line = *rest;

	if (!*line)
		return NULL;
	*rest = strchrnul(line, '\n');
	if (**rest)
		*(*rest)++ = '\0';
	return line;
}

static void read_block(struct block *block, char **rest, int *line_number)
{
	char *line;

	while ((line = next_line(rest)) && strncmp(line, "```", 3) != 0) {
		++*line_number;
		if (strcmp(line, "=> nothing") == 0)
			block->nothing = true;
		else if (strncmp(line, "=> ", 3) == 0 && block->expected_count < EXPECTED_MAX)
			block->expected[block->expected_count++] = line + 3;
		else if (strlen(block->text) + strlen(line) + 2 < sizeof block->text)
			strcat(strcat(block->text, block->text[0] ? "\n" : ""), line);
	}
	++*line_number;
}

static int read_blocks(char *chapter, struct block *blocks)
{
	char *line;
	int count = 0;

	for (int number = 1; (line = next_line(&chapter)) && count < BLOCKS_MAX; number++) {
		if (strncmp(line, "```aver", 7) != 0)
			continue;
		struct block *block = &blocks[count++];
		block->line = number;
		snprintf(block->info, sizeof block->info, "%s", line + 7);
		read_block(block, &chapter, &number);
	}
	return count;
}

static bool has_form(const struct block *block, unsigned form)
{
	return form == 0 || !strstr(block->info, "form=written");
}

/* The block as an input record: its line is its id, its info gives further fields. */
static void add_input(const struct block *block, unsigned form, FILE *out)
{
	char id[20], info[sizeof block->info], *save, *word;
	json_t *record = json_object();
	char *text = run_in_form(block->text, form);

	snprintf(id, sizeof id, "%d", block->line);
	json_object_set_new(record, "id", json_string(id));
	json_object_set_new(record, "text", json_string(text));
	free(text);
	strcpy(info, block->info);
	for (word = strtok_r(info, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		char *value = strchr(word, '=');
		if (value) {
			*value++ = '\0';
			json_object_set_new(record, word, json_string(value));
		}
	}
	json_dumpf(record, out, JSON_COMPACT);
	fputc('\n', out);
	json_decref(record);
}

static struct text make_input(const struct block *blocks, int count, unsigned form)
{
	struct text text = { NULL, 0 };
	FILE *out = open_memstream(&text.at, &text.length);

	for (int i = 0; i < count; i++)
		if (has_form(&blocks[i], form))
			add_input(&blocks[i], form, out);
	fclose(out);
	return text;
}

/* Cuts the next word off *rest; double quotes keep spaces in it and are dropped. */
static char *next_word(char **rest)
{
	char *at = *rest + strspn(*rest, " "), *word = at, *to = at;
	bool quoted = false;

	for (; *at && (quoted || *at != ' '); at++) {
		if (*at == '"')
			quoted = !quoted;
		else
			*to++ = *at;
	}
	*rest = *at ? at + 1 : at;
	*to = '\0';
	return word;
}

static const json_t *field_at(const json_t *record, char *path)
{
	char *save, *step;

	for (step = strtok_r(path, ".", &save); step; step = strtok_r(NULL, ".", &save)) {
		if (json_is_array(record))
			record = json_array_get(record, strtoul(step, NULL, 10));
		else
			record = json_object_get(record, step);
	}
	return record;
}

static bool value_is(const json_t *value, const char *expected)
{
	char *end;

	if (!value || json_is_null(value))
		return strcmp(expected, "null") == 0;
	if (json_is_string(value))
		return run_same_folded(expected, json_string_value(value));
	if (json_is_boolean(value))
		return strcmp(expected, json_is_true(value) ? "true" : "false") == 0;
	double number = strtod(expected, &end);
	return json_is_number(value) && *expected && !*end &&
	       !islessgreater(number, json_number_value(value));
}

/* Whether the record is as the line says; prints what is not. */
static bool record_is(const json_t *record, const char *expected)
{
	char line[2000], *rest = line, *word;
	bool right = true;

	snprintf(line, sizeof line, "%s", expected);
	right = value_is(json_object_get(record, "kind"), next_word(&rest)) && right;
	right = value_is(json_object_get(record, "text"), next_word(&rest)) && right;
	while (*(word = next_word(&rest))) {
		char *value = strchr(word, '=');
		if (!value) {
			printf("  no `=` in `%s`\n", word);
			return false;
		}
		*value++ = '\0';
		right = value_is(field_at(record, word), value) && right;
	}
	return right;
}

static void print_record(const json_t *record)
{
	static const char *const shown[] = { "value", "low", "high", "modifier", "unit", "iso",
					     "change", "counted", "rule" };

	printf("  + %s \"%s\"", json_string_value(json_object_get(record, "kind")),
	       json_string_value(json_object_get(record, "text")));
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		char *value = json_dumps(json_object_get(record, shown[i]), JSON_ENCODE_ANY);
		if (value)
			printf(" %s=%s", shown[i], value);
		free(value);
	}
	printf("\n");
}

static bool block_passes(const struct block *block, json_t *records)
{
	size_t got = json_array_size(records), wanted = (size_t)block->expected_count;
	bool passed = got == wanted && (wanted > 0 || block->nothing);

	for (size_t i = 0; i < got || i < wanted; i++) {
		json_t *record = json_array_get(records, i);
		bool right = i < got && i < wanted && record_is(record, block->expected[i]);
		if (!right && i < wanted)
			printf("  - %s\n", block->expected[i]);
		if (!right && i < got)
			print_record(record);
		passed = passed && right;
	}
	return passed;
}

/* The records by document id. */
static json_t *read_records(char *output)
{
	json_t *by_doc = json_object();
	char *line;

	while ((line = next_line(&output))) {
		json_t *record = json_loads(line, 0, NULL), *list;
		const char *doc = json_string_value(json_object_get(record, "doc"));
		if (!doc) {
			printf("  not a record: %s\n", line);
			json_decref(record);
			continue;
		}
		if (!(list = json_object_get(by_doc, doc)))
			json_object_set_new(by_doc, doc, list = json_array());
		json_array_append_new(list, record);
	}
	return by_doc;
}

static void check_blocks(const char *path, const struct block *blocks, int count, unsigned form,
			 json_t *records, struct tally *tally)
{
	for (int i = 0; i < count; i++) {
		char name[1000], id[20];
		if (!has_form(&blocks[i], form))
			continue;
		snprintf(id, sizeof id, "%d", blocks[i].line);
		snprintf(name, sizeof name, "%.200s:%d (%s): %.700s", path, blocks[i].line,
			 av_form_names[form], blocks[i].text);
		run_count(tally, block_passes(&blocks[i], json_object_get(records, id)), name);
	}
}

static void run_form(const char *program, const char *path, const struct block *blocks, int count,
		     unsigned form, struct tally *tally)
{
	struct text output, input = make_input(blocks, count, form);
	char *file = run_temporary(input);
	char *arguments[] = { (char *)program, "--from", "jsonl", "--quiet", file, NULL };
	int status = run_program(arguments, NULL, false, &output);

	if (count == 0 || status != 0) {
		printf("  %d blocks, exit status %d\n", count, status);
		run_count(tally, false, path);
	}
	json_t *records = read_records(output.at);
	check_blocks(path, blocks, count, form, records, tally);
	json_decref(records);
	unlink(file);
	free(file);
	free(input.at);
	free(output.at);
}

void run_spec(const char *program, const char *path, struct tally *tally)
{
	struct text chapter = run_read(path);
	struct block *blocks = calloc(BLOCKS_MAX, sizeof *blocks);
	int count = chapter.at && blocks ? read_blocks(chapter.at, blocks) : 0;

	/* where each run takes long, one form must do */
	unsigned forms = getenv("AVER_TEST_SHARE") ? 1 : AV_FORMS;
	for (unsigned form = 0; form < forms; form++)
		run_form(program, path, blocks, count, form, tally);
	free(blocks);
	free(chapter.at);
}
