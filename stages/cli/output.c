/* SPDX-License-Identifier: MIT
 * Formats are made from the records, a JSON object a line, that the library gives. */
#include "output.h"

#include <errno.h>
#include <unistd.h>

bool av_output_write(struct output *output, struct av_str bytes)
{
	while (bytes.length) {
		ssize_t written = write(output->file, bytes.at, bytes.length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0) {
			output->error = errno;
			return false;
		}
		output->last = bytes.at[written - 1];
		bytes = av_str_of(bytes.at + written, bytes.length - (size_t)written);
	}
	return true;
}

static bool write_buffer(struct output *output)
{
	if (output->buffer.failed)
		output->error = ENOMEM;
	bool fine = !output->buffer.failed &&
		    av_output_write(output, av_buffer_str(&output->buffer));
	output->buffer.length = 0;
	return fine;
}

static bool end_nothing(struct output *output)
{
	(void)output;
	return true;
}

/* A text that does not end with its line leaves the terminal's prompt behind it. */
static bool end_line(struct output *output)
{
	return !output->last || output->last == '\n' || av_output_write(output, AV_STR("\n"));
}

/* One JSON array: a comma between records. */
static bool take_json(struct output *output, struct av_str lines)
{
	struct av_str line;
	while (av_str_cut(&lines, '\n', &line)) {
		if (!line.length)
			continue;
		av_buffer_append(&output->buffer, output->begun ? AV_STR(",\n") : AV_STR("[\n"));
		av_buffer_append(&output->buffer, line);
		output->begun = true;
	}
	return write_buffer(output);
}

static bool end_json(struct output *output)
{
	return av_output_write(output, output->begun ? AV_STR("\n]\n") : AV_STR("[]\n"));
}

static bool take_table(struct output *output, struct av_str lines)
{
	if (!av_table_add(output->table, lines, &output->buffer)) {
		output->error = ENOMEM;
		return false;
	}
	return write_buffer(output);
}

static bool end_table(struct output *output)
{
	av_table_flush(output->table, &output->buffer);
	return write_buffer(output);
}

const char *const av_output_formats[] = { "jsonl", "json", "table", "marked" };
const unsigned av_output_format_count = 4;

/* ORDER: av_output_formats */
static const struct {
	bool (*take)(struct output *output, struct av_str lines);
	bool (*end)(struct output *output);
} writers[] = {
	{ av_output_write, end_nothing },
	{ take_json, end_json },
	{ take_table, end_table },
	{ av_output_write, end_line },
};

bool av_output_open(struct output *output, const char *format)
{
	for (unsigned i = 0; i < av_output_format_count; i++)
		if (!strcmp(format, av_output_formats[i])) {
			output->take = writers[i].take;
			output->end = writers[i].end;
		}
	if (output->take == take_table)
		output->table = av_table_new();
	return output->take != take_table || output->table;
}

void av_output_free(struct output *output)
{
	av_buffer_free(&output->buffer);
	av_table_free(output->table);
}
