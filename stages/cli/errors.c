/* SPDX-License-Identifier: MIT
 * What is said about documents. A file gets every remark, failed or not, an object a line. */
#include "errors.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void print(const struct aver_report *report)
{
	bool named = strncmp(report->id, report->input, strlen(report->input)) != 0;
	fprintf(stderr, "aver: %s:", report->input);
	if (report->line)
		fprintf(stderr, "%" PRIu64 ":", report->line);
	if (named)
		fprintf(stderr, " document `%s`:", report->id);
	fprintf(stderr, " %s%s\n", report->failed ? "" : "note: ", report->reason);
}

/* An id may hold bytes that are no UTF-8, as a file's name may. */
static json_t *text(const char *s)
{
	json_t *value = json_string(s);
	if (value)
		return value;
	char *ascii = strdup(s);
	for (char *at = ascii; at && *at; at++)
		*at = (unsigned char)*at < 0x80 ? *at : '?';
	value = json_string(ascii ? ascii : "");
	free(ascii);
	return value;
}

static char *line_of(const struct aver_report *report)
{
	json_t *object = json_object();
	json_object_set_new(object, "input", text(report->input));
	json_object_set_new(object, "doc", text(report->id));
	if (report->line)
		json_object_set_new(object, "line", json_integer((json_int_t)report->line));
	json_object_set_new(object, "offset", json_integer((json_int_t)report->offset));
	json_object_set_new(object, "failed", json_boolean(report->failed));
	json_object_set_new(object, "reason", text(report->reason));
	char *line = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	return line;
}

static void write_line(struct errors *errors, char *line)
{
	size_t length = strlen(line), done = 0;
	line[length++] = '\n'; /* in the NUL's place: the length is known */
	while (done < length) {
		ssize_t written = write(errors->file, line + done, length - done);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0) {
			errors->error = errno;
			return;
		}
		done += (size_t)written;
	}
}

void av_errors_report(struct errors *errors, const struct aver_report *report)
{
	if (errors->file < 0) {
		if (report->failed || !errors->quiet)
			print(report);
		return;
	}
	char *line = errors->error ? NULL : line_of(report);
	if (line)
		write_line(errors, line);
	else if (!errors->error)
		errors->error = ENOMEM;
	free(line);
}
