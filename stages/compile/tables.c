/* SPDX-License-Identifier: MIT
 * Reads .tsv tables: finds the columns by the names in the first line, checks each row's
 * shape and hands the cells to the table's type, so that a type says only what its
 * columns mean. Types are loaded in a fixed order: names need the units they name. */
#include "compile.h"
#include "lexicon.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct av_table_type *const av_table_types[] = {
	&av_table_units, &av_table_currencies, &av_table_unit_names, &av_table_currency_names,
	&av_table_confidence, &av_table_numbers, &av_table_words, NULL,
};

/* Where a file's cells belong: cell i of a line is column of[i] of the type. */
struct table {
	struct av_compiler *c;
	const struct av_table_type *type;
	struct av_table_row row;
	int of[AV_TABLE_COLUMNS * 2];
	unsigned cells;
	bool broken;
};

static struct av_str name_of(const char *name)
{
	return av_str_of(name, strlen(name));
}

static unsigned column_count(const struct av_table_type *type)
{
	unsigned count = 0;
	while (type->columns[count])
		count++;
	return count;
}

void av_table_error(struct av_compiler *c, const struct av_table_row *row, int column,
		    const char *format, ...)
{
	char text[400];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	uint32_t start = 0, end = (uint32_t)row->text.length;
	if (column >= 0 && row->columns[column].at) {
		start = (uint32_t)(row->columns[column].at - row->text.at);
		end = start + (uint32_t)row->columns[column].length;
	}
	av_diag_add(c->diag, AV_ERROR, row->file->path, row->line, row->text, start, end, "%s",
		    text);
}

/* A mistake about one cell of the line, before the cell has a column. */
static void cell_error(struct table *t, struct av_str cell, const char *what, struct av_str hint)
{
	uint32_t start = (uint32_t)(cell.at - t->row.text.at);
	const char *mend = hint.length ? ", did you mean `" : "";
	av_diag_add(t->c->diag, AV_ERROR, t->row.file->path, t->row.line, t->row.text, start,
		    start + (uint32_t)cell.length, "%s `%.*s`%s%.*s%s", what, (int)cell.length,
		    cell.at, mend, (int)hint.length, hint.length ? hint.at : "",
		    hint.length ? "`?" : "");
}

/* A cell of the first line: which column of the type it names, -1 none. */
static int header_cell(struct table *t, struct av_str cell)
{
	struct av_str names[AV_TABLE_COLUMNS];
	unsigned count = column_count(t->type);
	for (unsigned i = 0; i < count; i++) {
		names[i] = name_of(t->type->columns[i]);
		if (av_str_equal(names[i], cell))
			return (int)i;
	}
	cell_error(t, cell, "unknown column", av_nearest(cell, names, count));
	t->broken = true;
	return -1;
}

static void check_required(struct table *t)
{
	for (unsigned i = 0; i < t->type->required; i++) {
		bool there = false;
		for (unsigned k = 0; k < t->cells; k++)
			there |= t->of[k] == (int)i;
		if (there)
			continue;
		t->broken = true;
		av_table_error(t->c, &t->row, -1,
			       "the column `%s` is missing; the first line names the columns, "
			       "with a tab between them", t->type->columns[i]);
	}
}

static void read_header(struct table *t)
{
	struct av_str rest = t->row.text, cell;
	while (av_str_cut(&rest, '\t', &cell)) {
		if (t->cells == sizeof t->of / sizeof *t->of) {
			av_table_error(t->c, &t->row, -1, "too many columns");
			t->broken = true;
			return;
		}
		cell = av_str_trim(cell);
		t->of[t->cells] = cell.length ? header_cell(t, cell) : -1;
		t->cells++;
	}
	if (!t->broken)
		check_required(t);
}

static bool row_complete(struct table *t)
{
	for (unsigned i = 0; i < t->type->required; i++) {
		if (t->row.columns[i].length)
			continue;
		av_table_error(t->c, &t->row, -1, "the column `%s` is empty; cells are parted "
			       "by tabs", t->type->columns[i]);
		return false;
	}
	return true;
}

static bool read_row(struct table *t)
{
	struct av_str rest = t->row.text, cell;
	memset(t->row.columns, 0, sizeof t->row.columns);
	for (unsigned i = 0; av_str_cut(&rest, '\t', &cell); i++) {
		cell = av_str_trim(cell);
		if (i < t->cells && t->of[i] >= 0) {
			t->row.columns[t->of[i]] = cell;
		} else if (i >= t->cells && cell.length) {
			cell_error(t, cell, "a cell beyond the last column:", av_str_of(NULL, 0));
			return true;
		}
	}
	return !row_complete(t) || t->type->row(t->c, &t->row);
}

static bool read_line(struct table *t, struct av_str line)
{
	if (line.length && line.at[line.length - 1] == '\r')
		line.length--;
	t->row.line++;
	t->row.text = line;
	if (line.length && line.at[0] == '#' && (line.length == 1 || line.at[1] == ' '))
		return true;
	if (!av_str_trim(line).length)
		return true;
	if (!t->cells) {
		read_header(t);
		return true;
	}
	return read_row(t);
}

static bool read_file(struct av_compiler *c, const struct av_table_type *type,
		      const struct av_source_file *file)
{
	struct table t = { .c = c, .type = type, .row = { .file = file } };
	struct av_str rest = file->text, line;
	while (!t.broken && av_str_cut(&rest, '\n', &line))
		if (!read_line(&t, line))
			return false;
	return true;
}

/* The type that claims a table by its stem; the one without a stem takes the rest. */
static const struct av_table_type *type_of(const struct av_source_file *file)
{
	for (size_t i = 0; av_table_types[i]; i++) {
		const char *stem = av_table_types[i]->stem;
		if (!stem || av_str_equal(name_of(stem), file->stem))
			return av_table_types[i];
	}
	return NULL;
}

static bool load_type(struct av_compiler *c, const struct av_table_type *type)
{
	for (uint32_t i = 0; i < c->files.count; i++)
		if (c->files.items[i].table && type_of(&c->files.items[i]) == type &&
		    !read_file(c, type, &c->files.items[i]))
			return false;
	return !type->finish || type->finish(c);
}

bool av_tables_load(struct av_compiler *c)
{
	bool done = av_lexicon_open(c);
	for (size_t i = 0; done && av_table_types[i]; i++)
		done = load_type(c, av_table_types[i]);
	done = done && av_lexicon_finish(c);
	av_lexicon_close(c);
	c->no_memory |= !done;
	return done;
}
