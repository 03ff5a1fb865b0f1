/* SPDX-License-Identifier: MIT
 * Runs tests that are written as files:
 *   run [--write] PROGRAM spec CHAPTER.md…    fenced examples in readable chapters
 *   run [--write] PROGRAM golden FOLDER…      in.txt and what each stage makes of it
 *   run PROGRAM chop FOLDER…                  golden inputs cut short at every length
 *   run [--write] PROGRAM bad-rules FOLDER    rule files and the exact messages they get
 * The last line is `GROUP: N passed, N failed`, the status 1 if any failed. */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct text read_all(int file)
{
	struct text text = { malloc(1 << 16), 0 };
	size_t capacity = 1 << 16;

	while (text.at) {
		ssize_t got = read(file, text.at + text.length, capacity - text.length - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		text.length += (size_t)got;
		if (capacity - text.length < 4096)
			text.at = realloc(text.at, capacity *= 2);
	}
	if (text.at)
		text.at[text.length] = '\0';
	return text;
}

static void become(char *const arguments[], const char *folder, bool merge, int output)
{
	int nothing = open("/dev/null", O_RDONLY);

	if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(output, 1) < 0)
		_exit(127);
	if (merge && dup2(output, 2) < 0)
		_exit(127);
	if (folder && chdir(folder) != 0)
		_exit(127);
	execv(arguments[0], arguments);
	_exit(127);
}

int run_program(char *const arguments[], const char *folder, bool merge, struct text *out)
{
	int ends[2], status;

	*out = (struct text){ NULL, 0 };
	if (pipe(ends) != 0)
		return -1;
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		become(arguments, folder, merge, ends[1]);
	}
	close(ends[1]);
	if (child > 0)
		*out = read_all(ends[0]);
	close(ends[0]);
	if (child < 0 || waitpid(child, &status, 0) != child)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct text run_read(const char *path)
{
	struct text text = { NULL, 0 };
	int file = open(path, O_RDONLY);

	if (file < 0)
		return text;
	text = read_all(file);
	close(file);
	return text;
}

bool run_write(const char *path, struct text text)
{
	FILE *file = fopen(path, "wb");

	if (!file)
		return false;
	bool written = fwrite(text.at, 1, text.length, file) == text.length;
	return fclose(file) == 0 && written;
}

char *run_temporary(struct text text)
{
	const char *folder = getenv("TMPDIR");
	char *path = NULL;

	if (asprintf(&path, "%s/aver-run-XXXXXX", folder ? folder : "/tmp") < 0)
		return NULL;
	int file = mkstemp(path);
	if (file >= 0 && close(file) == 0 && run_write(path, text))
		return path;
	free(path);
	return NULL;
}

void run_count(struct tally *tally, bool passed, const char *name)
{
	if (passed) {
		tally->passed++;
		return;
	}
	tally->failed++;
	printf("FAILED %s: %s\n\n", tally->group, name);
}

static const char *line_end(const char *at, const char *end)
{
	const char *found = memchr(at, '\n', (size_t)(end - at));
	return found ? found : end;
}

void run_difference(struct text expected, struct text printed)
{
	const char *a = expected.at, *a_end = a + expected.length;
	const char *b = printed.at, *b_end = b + printed.length;
	int shown = 0;

	while ((a < a_end || b < b_end) && shown < 10) {
		const char *x = line_end(a, a_end), *y = line_end(b, b_end);
		if (x - a != y - b || memcmp(a, b, (size_t)(x - a)) != 0) {
			if (a < a_end)
				printf("  - %.*s\n", (int)(x - a), a);
			if (b < b_end)
				printf("  + %.*s\n", (int)(y - b), b);
			shown++;
		}
		a = x < a_end ? x + 1 : a_end;
		b = y < b_end ? y + 1 : b_end;
	}
}

static const struct {
	const char *name;
	void (*run)(const char *program, const char *path, struct tally *tally);
} groups[] = {
	{ "spec", run_spec },
	{ "golden", run_golden },
	{ "chop", run_chop },
	{ "bad-rules", run_bad_rules },
};

int main(int count, char **arguments)
{
	struct tally tally = { 0 };
	char program[PATH_MAX];
	size_t group = 0, groups_count = sizeof groups / sizeof *groups;

	if (count > 1 && strcmp(arguments[1], "--write") == 0) {
		tally.rewrite = true;
		arguments++;
		count--;
	}
	while (count > 2 && group < groups_count && strcmp(groups[group].name, arguments[2]) != 0)
		group++;
	if (count < 3 || group == groups_count || !realpath(arguments[1], program)) {
		fprintf(stderr, "usage: run [--write] PROGRAM spec|golden|chop|bad-rules PATH…\n");
		return 2;
	}
	tally.group = groups[group].name;
	for (int i = 3; i < count; i++)
		groups[group].run(program, arguments[i], &tally);
	if (tally.known_bugs)
		printf("%s: %d known bugs still fail, as marked\n", tally.group, tally.known_bugs);
	printf("%s: %d passed, %d failed\n", tally.group, tally.passed, tally.failed);
	return tally.failed != 0;
}
