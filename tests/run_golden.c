/* SPDX-License-Identifier: MIT
 * Tests that are folders. golden: in.txt (or in.jsonl), a file `args` with further
 * options if need be, and any of 1_read.jsonl … 8_emit.jsonl: the name chooses the stage
 * that is printed. A folder that ends in .bug holds a known bug: it must fail.
 * chop: the same inputs, cut short after every code point, must give well-formed records
 * whose text is what stands there. bad-rules: X.rule (or X.tsv, or a folder X) and X.err. */
#include "run.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ARGUMENTS_MAX 32

static bool exists(const char *folder, const char *name)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return access(path, R_OK) == 0;
}

static struct text read_in(const char *folder, const char *name)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return run_read(path);
}

/* Compares what was printed with the file, or rewrites the file. */
static bool as_expected(const char *folder, const char *name, struct text printed, bool rewrite)
{
	struct text expected = read_in(folder, name);
	char path[4096];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (rewrite) {
		free(expected.at);
		return run_write(path, printed);
	}
	bool same = expected.at && expected.length == printed.length &&
		    memcmp(expected.at, printed.at, printed.length) == 0;
	if (!same)
		run_difference(expected, printed);
	free(expected.at);
	return same;
}

/* Runs the program on the folder's input up to the stage that `name` names. */
static bool stage_passes(const char *program, const char *folder, const char *name, bool rewrite)
{
	struct text options = read_in(folder, "args"), printed;
	char stage[64], *arguments[ARGUMENTS_MAX + 8] = { (char *)program }, *save;
	int count = 1;

	snprintf(stage, sizeof stage, "%.*s", (int)strcspn(name + 2, "."), name + 2);
	for (char *word = options.at ? strtok_r(options.at, " \n", &save) : NULL;
	     word && count < ARGUMENTS_MAX; word = strtok_r(NULL, " \n", &save))
		arguments[count++] = word;
	arguments[count++] = "--quiet";
	arguments[count++] = "--until";
	arguments[count++] = stage;
	arguments[count] = exists(folder, "in.txt") ? "in.txt" : "in.jsonl";
	int status = run_program(arguments, folder, false, &printed);
	bool passed = (status == 0 || status == 1) && as_expected(folder, name, printed, rewrite);
	free(printed.at);
	free(options.at);
	return passed;
}

static bool is_stage_file(const char *name)
{
	size_t length = strlen(name);

	return name[0] >= '1' && name[0] <= '8' && name[1] == '_' && length > 8 &&
	       strcmp(name + length - 6, ".jsonl") == 0;
}

void run_golden(const char *program, const char *path, struct tally *tally)
{
	char folder[4000], name[4600];
	size_t length = strlen(path);
	struct dirent **files;
	bool all = true;

	while (length > 1 && path[length - 1] == '/')
		length--;
	snprintf(folder, sizeof folder, "%.*s", (int)length, path);
	bool bug = length > 4 && strcmp(folder + length - 4, ".bug") == 0;
	int count = scandir(folder, &files, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		if (is_stage_file(files[i]->d_name)) {
			bool passed = stage_passes(program, folder, files[i]->d_name,
						   tally->rewrite);
			snprintf(name, sizeof name, "%s/%s", folder, files[i]->d_name);
			if (!bug)
				run_count(tally, passed, name);
			all = all && passed;
		}
		free(files[i]);
	}
	if (count >= 0)
		free(files);
	if (bug && all && !tally->rewrite)
		run_count(tally, false, "a known bug is mended: rename its folder");
	tally->known_bugs += bug && !all;
}

/* --- chop ------------------------------------------------------------------------- */

/* One record per prefix that ends between code points. */
static struct text make_prefixes(struct text whole)
{
	struct text text = { NULL, 0 };
	FILE *out = open_memstream(&text.at, &text.length);

	for (size_t end = 1; end <= whole.length; end++) {
		if (end < whole.length && ((unsigned char)whole.at[end] & 0xC0) == 0x80)
			continue;
		json_t *record = json_pack("{s:s%}", "text", whole.at, end);
		json_object_set_new(record, "id", json_sprintf("%zu", end));
		json_dumpf(record, out, JSON_COMPACT);
		fputc('\n', out);
		json_decref(record);
	}
	fclose(out);
	return text;
}

/* A record of the prefix that its doc names: inside it, and its text stands there. */
static bool record_fits(const json_t *record, struct text whole)
{
	json_t *text = json_object_get(record, "text");
	const char *doc = json_string_value(json_object_get(record, "doc"));
	json_int_t start = json_integer_value(json_object_get(record, "start"));
	json_int_t end = json_integer_value(json_object_get(record, "end"));

	return doc && text && start < end && end <= atol(doc) &&
	       (size_t)(end - start) == json_string_length(text) &&
	       memcmp(whole.at + start, json_string_value(text), (size_t)(end - start)) == 0;
}

static bool records_fit(char *lines, struct text whole)
{
	char *save;
	bool fit = true;

	for (char *line = strtok_r(lines, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		json_t *record = json_loads(line, 0, NULL);
		if (!record_fits(record, whole)) {
			printf("  %s\n", line);
			fit = false;
		}
		json_decref(record);
	}
	return fit;
}

#define CHOP_MAX 20000 /* bytes: prefixes grow with the square */

void run_chop(const char *program, const char *path, struct tally *tally)
{
	struct text whole = read_in(path, "in.txt"), input, output;

	if (!whole.at)
		return;
	if (whole.length > CHOP_MAX)
		whole.length = CHOP_MAX;
	while (whole.length && ((unsigned char)whole.at[whole.length] & 0xC0) == 0x80)
		whole.length--;
	json_t *valid = json_stringn(whole.at, whole.length);
	json_decref(valid);
	if (!valid) { /* not UTF-8: no such record can be made */
		free(whole.at);
		return;
	}
	input = make_prefixes(whole);
	char *file = run_temporary(input);
	char *arguments[] = { (char *)program, "--from", "jsonl", "--quiet", file, NULL };
	int status = run_program(arguments, NULL, false, &output);
	run_count(tally, status == 0 && output.at && records_fit(output.at, whole), path);
	unlink(file);
	free(file);
	free(input.at);
	free(output.at);
	free(whole.at);
}

/* --- bad rules ----------------------------------------------------------------------- */

/* What the checker is given: X.rule, X.tsv, or a folder X. */
static bool find_input(const char *folder, const char *stem, char name[300])
{
	static const char *const endings[] = { ".rule", ".tsv", "" };

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		snprintf(name, 300, "%s%s", stem, endings[i]);
		if (exists(folder, name))
			return true;
	}
	return false;
}

static void check_one(const char *program, const char *folder, const char *err,
		      struct tally *tally)
{
	char stem[256], name[300], label[5000];
	struct text printed;

	snprintf(stem, sizeof stem, "%.*s", (int)(strlen(err) - 4), err);
	snprintf(label, sizeof label, "%s/%s", folder, stem);
	if (!find_input(folder, stem, name)) {
		run_count(tally, false, label);
		return;
	}
	char *arguments[] = { (char *)program, "rules", "check", name, NULL };
	int status = run_program(arguments, folder, true, &printed);
	if (status <= 0)
		printf("  exit status %d\n", status);
	bool same = as_expected(folder, err, printed, tally->rewrite);
	run_count(tally, same && status > 0, label);
	free(printed.at);
}

void run_bad_rules(const char *program, const char *path, struct tally *tally)
{
	struct dirent **files;
	int count = scandir(path, &files, NULL, alphasort);

	for (int i = 0; i < count; i++) {
		const char *name = files[i]->d_name;
		size_t length = strlen(name);
		if (length > 4 && strcmp(name + length - 4, ".err") == 0)
			check_one(program, path, name, tally);
		free(files[i]);
	}
	if (count >= 0)
		free(files);
}
