/* SPDX-License-Identifier: MIT
 * Gathers messages about rule files and shows them the way compilers do, with the line
 * and a caret under what is wrong. Text is copied: files may be gone when it is shown. */
#include "inner/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "inner/limits.h"

static const char *const severity_names[] = { "note", "warning", "error" };

/* Formats into the arena; `at` is NULL when memory is out. */
static struct av_str format_text(struct av_arena *arena, const char *format, va_list arguments)
{
	va_list again;
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	char *at = length < 0 ? NULL : av_arena_alloc(arena, (size_t)length + 1);
	if (!at)
		return av_str_of(NULL, 0);
	vsnprintf(at, (size_t)length + 1, format, arguments);
	return av_str_of(at, (size_t)length);
}

/* Columns of bytes [start, end) of the line: in code points for people who count, on
 * the terminal for the caret. */
static void place_caret(struct av_message *message, struct av_str line, uint32_t start,
			uint32_t end)
{
	uint32_t length = (uint32_t)line.length;
	start = start < length ? start : length;
	end = end < start ? start : end < length ? end : length;
	struct av_str before = av_str_of(line.at, start);
	size_t width = av_utf8_width(av_str_of(line.at + start, end - start));
	message->column = (uint32_t)av_utf8_count(before) + 1;
	message->caret_column = (uint32_t)av_utf8_width(before);
	message->caret_width = width ? (uint32_t)width : 1;
}

static struct av_str without_line_end(struct av_str line)
{
	const char *end = line.length ? line.at + line.length : NULL;
	for (; line.length && (end[-1] == '\n' || end[-1] == '\r'); end--)
		line.length--;
	return line;
}

/* Whether one more message is to be kept; counts it either way. What follows the last
 * error that is kept is dropped whatever it is. */
static bool admit(struct av_diag *diag, enum av_severity severity)
{
	bool full = diag->errors >= AV_MAX_MESSAGES || diag->out_of_memory;
	diag->errors += severity == AV_ERROR;
	diag->dropped += full;
	return !full;
}

void av_diag_add(struct av_diag *diag, enum av_severity severity, struct av_str file,
		 uint32_t line, struct av_str line_text, uint32_t start, uint32_t end,
		 const char *format, ...)
{
	if (!admit(diag, severity))
		return;
	struct av_message message = { .severity = severity, .line = line };
	va_list arguments;
	va_start(arguments, format);
	message.text = format_text(&diag->arena, format, arguments);
	va_end(arguments);
	message.file = av_arena_copy(&diag->arena, file);
	message.source_line = av_arena_copy(&diag->arena, without_line_end(line_text));
	struct av_message *kept = av_list_push(&diag->messages);
	if (!kept || !message.text.at || !message.file.at || !message.source_line.at) {
		diag->messages.count -= kept != NULL;
		diag->out_of_memory = true;
		return;
	}
	place_caret(&message, message.source_line, start, end);
	*kept = message;
}

static void print_place(const struct av_message *message, struct av_buffer *out)
{
	if (!message->file.length)
		return;
	av_buffer_append(out, message->file);
	if (message->line)
		av_buffer_printf(out, ":%u:%u", message->line, message->column);
	av_buffer_append(out, AV_STR(": "));
}

/* The line with one column for every control character, so that the caret fits. */
static void print_line(struct av_str line, struct av_buffer *out)
{
	for (size_t i = 0; i < line.length; i++) {
		unsigned char c = (unsigned char)line.at[i];
		bool control = c < ' ' || c == 0x7F;
		av_buffer_append_char(out, control ? ' ' : line.at[i]);
	}
}

static void print_repeated(struct av_buffer *out, char c, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		av_buffer_append_char(out, c);
}

void av_diag_print(const struct av_message *message, struct av_buffer *out)
{
	print_place(message, out);
	av_buffer_printf(out, "%s: ", severity_names[message->severity]);
	av_buffer_append(out, message->text);
	av_buffer_append_char(out, '\n');
	if (!message->line || !message->source_line.length)
		return;
	av_buffer_append(out, AV_STR("  "));
	print_line(message->source_line, out);
	av_buffer_append(out, AV_STR("\n  "));
	print_repeated(out, ' ', message->caret_column);
	print_repeated(out, '^', message->caret_width);
	av_buffer_append_char(out, '\n');
}

void av_diag_print_all(const struct av_diag *diag, struct av_buffer *out)
{
	for (uint32_t i = 0; i < diag->messages.count; i++)
		av_diag_print(&diag->messages.items[i], out);
	if (diag->dropped)
		av_buffer_printf(out, "%u more messages are not shown\n", diag->dropped);
	if (diag->out_of_memory)
		av_buffer_append(out, AV_STR("error: out of memory\n"));
}

void av_diag_free(struct av_diag *diag)
{
	free(diag->messages.items);
	av_arena_free(&diag->arena);
	*diag = (struct av_diag){ 0 };
}
