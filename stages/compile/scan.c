/* SPDX-License-Identifier: MIT
 * Rule files as logical lines: comments dropped, continued lines joined, and of every
 * byte known where it stands in the file. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "draft.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

void av_scan_open(struct av_scan *scan, const struct av_source_file *file)
{
	*scan = (struct av_scan){ .file = file, .rest = file->text, .line = 1 };
	if (file->text.length >= 3 && memcmp(file->text.at, "\xEF\xBB\xBF", 3) == 0)
		scan->rest = av_str_of(file->text.at + 3, file->text.length - 3);
}

/* The next physical line, without its end; `rest` stays where it is. */
static struct av_str peek(const struct av_scan *scan)
{
	const char *end = memchr(scan->rest.at, '\n', scan->rest.length);
	size_t length = end ? (size_t)(end - scan->rest.at) : scan->rest.length;
	if (length > 0 && scan->rest.at[length - 1] == '\r')
		length--;
	return av_str_of(scan->rest.at, length);
}

static void step(struct av_scan *scan)
{
	const char *end = memchr(scan->rest.at, '\n', scan->rest.length);
	size_t length = end ? (size_t)(end - scan->rest.at) + 1 : scan->rest.length;
	scan->rest = av_str_of(scan->rest.at + length, scan->rest.length - length);
	scan->line++;
}

/* Without the comment and the white space at the end. A comment is `#` at the line's
 * start, or white space, `#`, white space: `#1` and `C#` are text. */
static size_t content_length(struct av_str line)
{
	size_t length = line.length;
	for (size_t i = 0; i < line.length; i++) {
		if (line.at[i] != '#')
			continue;
		bool before = i == 0 || is_space(line.at[i - 1]);
		bool after = i == 0 || i + 1 == line.length || is_space(line.at[i + 1]);
		if (before && after) {
			length = i;
			break;
		}
	}
	while (length > 0 && is_space(line.at[length - 1]))
		length--;
	return length;
}

static size_t indent_of(struct av_str line)
{
	size_t at = 0;
	while (at < line.length && is_space(line.at[at]))
		at++;
	return at;
}

struct gathering {
	struct av_buffer text;
	struct { AV_LIST(struct av_piece); } pieces;
};

static bool gather(struct av_compiler *c, struct gathering *g, const struct av_scan *scan,
		   struct av_str source, size_t indent, size_t length)
{
	struct av_piece *piece = av_list_push(&g->pieces);
	if (!piece) {
		c->no_memory = true;
		return false;
	}
	*piece =
		(struct av_piece){ (uint32_t)g->text.length, scan->line, (uint32_t)indent, source };
	av_buffer_append(&g->text, av_str_of(source.at + indent, length - indent));
	return !g->text.failed;
}

static struct av_line *line_of(struct av_compiler *c, const struct av_scan *scan,
			       const struct gathering *g)
{
	struct av_line *line = av_scratch(c, sizeof *line);
	struct av_piece *pieces = av_scratch(c, g->pieces.count * sizeof *pieces);
	struct av_str text = av_arena_copy(&c->scratch, av_buffer_str(&g->text));
	if (!line || !pieces || !text.at) {
		c->no_memory = true;
		return NULL;
	}
	memcpy(pieces, g->pieces.items, g->pieces.count * sizeof *pieces);
	*line = (struct av_line){ scan->file, text, pieces, g->pieces.count };
	return line;
}

/* Takes the lines that continue the one gathered. Comment lines between are no end. */
static bool gather_more(struct av_compiler *c, struct av_scan *scan, struct gathering *g)
{
	while (scan->rest.length > 0) {
		struct av_str source = peek(scan);
		size_t indent = indent_of(source), length = content_length(source);
		bool comment = length == 0 && indent < source.length;
		if (!comment && (indent == 0 || length <= indent))
			return true;
		if (length > indent && !gather(c, g, scan, source, indent, length))
			return false;
		step(scan);
	}
	return true;
}

static void check_utf8(struct av_compiler *c, const struct av_scan *scan, struct av_str source)
{
	size_t valid = av_utf8_valid(source);
	if (valid < source.length)
		av_diag_add(c->diag, AV_ERROR, scan->file->path, scan->line,
			    av_str_of(source.at, valid), (uint32_t)valid, (uint32_t)valid + 1,
			    "this is not UTF-8; save the file as UTF-8");
}

/* Skips lines without content; false at the end. */
static bool find_start(struct av_compiler *c, struct av_scan *scan, struct av_str *source)
{
	for (; scan->rest.length > 0; step(scan)) {
		*source = peek(scan);
		size_t indent = indent_of(*source), length = content_length(*source);
		if (length <= indent)
			continue;
		if (indent == 0)
			return true;
		av_diag_add(c->diag, AV_ERROR, scan->file->path, scan->line, *source, 0,
			    (uint32_t)indent,
			    "a line that begins with white space continues the line above, and "
			    "there is "
			    "none; remove the white space");
	}
	return false;
}

bool av_scan_next(struct av_compiler *c, struct av_scan *scan, struct av_line **line)
{
	struct av_str source;
	struct gathering g = { 0 };
	if (c->no_memory || !find_start(c, scan, &source))
		return false;
	bool fine = gather(c, &g, scan, source, 0, content_length(source));
	step(scan);
	fine = fine && gather_more(c, scan, &g);
	*line = fine ? line_of(c, scan, &g) : NULL;
	for (uint32_t i = 0; *line && i < (*line)->piece_count; i++) {
		struct av_scan at = *scan;
		at.line = (*line)->pieces[i].line;
		check_utf8(c, &at, (*line)->pieces[i].source);
	}
	av_buffer_free(&g.text);
	free(g.pieces.items);
	if (!*line)
		c->no_memory = true;
	return *line != NULL;
}

struct av_part av_part_trim(struct av_part part)
{
	const char *at = part.line->text.at;
	while (part.start < part.end && is_space(at[part.start]))
		part.start++;
	while (part.end > part.start && is_space(at[part.end - 1]))
		part.end--;
	return part;
}

struct av_part av_part_word(struct av_part *rest)
{
	struct av_part word = av_part_trim(*rest);
	const char *at = word.line->text.at;
	uint32_t end = word.start;
	while (end < word.end && !is_space(at[end]))
		end++;
	*rest = av_part_trim((struct av_part){ word.line, end, word.end });
	word.end = end;
	return word;
}

void av_part_say(struct av_compiler *c, enum av_severity severity, struct av_part where,
		 const char *format, ...)
{
	char text[512];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	const struct av_line *line = where.line;
	uint32_t k = line->piece_count - 1;
	while (k > 0 && line->pieces[k].start > where.start)
		k--;
	const struct av_piece *piece = &line->pieces[k];
	uint32_t last =
		k + 1 < line->piece_count ? line->pieces[k + 1].start : (uint32_t)line->text.length;
	uint32_t end = where.end < last ? where.end : last;
	uint32_t shift = piece->offset - piece->start; /* may wrap, as it is added to */
	av_diag_add(c->diag, severity, line->file->path, piece->line, piece->source,
		    where.start + shift, (end > where.start ? end : where.start + 1) + shift, "%s",
		    text);
}
