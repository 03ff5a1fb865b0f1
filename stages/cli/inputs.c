/* SPDX-License-Identifier: MIT
 * Opens inputs one at a time, so that a million names need one descriptor. What can't be
 * opened is handed on with its error: it is reported in its turn, and the rest goes on. */
#include "inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char standard_input[] = "-";

static const char *const line_endings[] = { ".jsonl", ".ndjson" };

static const char *format_of(const char *name)
{
	size_t length = strlen(name);
	for (size_t i = 0; i < sizeof line_endings / sizeof *line_endings; i++) {
		size_t ending = strlen(line_endings[i]);
		if (length >= ending && !strcmp(name + length - ending, line_endings[i]))
			return "jsonl";
	}
	return "text";
}

static int is_standard_input(const char *name)
{
	return !strcmp(name, standard_input);
}

static uint64_t total_size(const struct inputs *inputs)
{
	uint64_t size = 0;
	for (int i = 0; i < inputs->count; i++) {
		struct stat info;
		int bad = is_standard_input(inputs->files[i]) ? fstat(STDIN_FILENO, &info)
							      : stat(inputs->files[i], &info);
		if (!bad && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))
			return 0;
		size += bad || S_ISDIR(info.st_mode) ? 0 : (uint64_t)info.st_size;
	}
	return size;
}

void av_inputs_start(struct inputs *inputs, char **files, int count, const char *from)
{
	static char *const only_standard_input[] = { (char *)(uintptr_t)standard_input };
	*inputs = (struct inputs){ .files = files, .count = count, .from = from, .open = -1 };
	if (!count) {
		inputs->files = (char **)(uintptr_t)only_standard_input;
		inputs->count = 1;
	}
	inputs->size = total_size(inputs);
}

/* Opening a directory succeeds and reading it fails; say so at once. */
static int check(int file, struct aver_input *input)
{
	struct stat info;
	if (file < 0)
		input->error = errno;
	else if (!fstat(file, &info) && S_ISDIR(info.st_mode))
		input->error = EISDIR;
	return file;
}

int av_inputs_next(struct inputs *inputs, struct aver_input *input)
{
	av_inputs_end(inputs);
	if (inputs->next == inputs->count)
		return 0;
	const char *name = inputs->files[inputs->next++];
	input->id = name;
	input->from = inputs->from ? inputs->from : format_of(name);
	if (is_standard_input(name)) {
		input->fd = check(STDIN_FILENO, input);
		return 1;
	}
	inputs->open = check(open(name, O_RDONLY | O_CLOEXEC), input);
	input->fd = inputs->open;
	return 1;
}

void av_inputs_end(struct inputs *inputs)
{
	if (inputs->open >= 0)
		close(inputs->open);
	inputs->open = -1;
}

int av_inputs_have(const struct inputs *inputs, const char *path)
{
	struct stat wanted, info;
	if (stat(path, &wanted) || !S_ISREG(wanted.st_mode))
		return 0;
	for (int i = 0; i < inputs->count; i++)
		if (!stat(inputs->files[i], &info) && info.st_dev == wanted.st_dev &&
		    info.st_ino == wanted.st_ino)
			return 1;
	return 0;
}
