/* SPDX-License-Identifier: MIT
 * --to table: for a person to read. Rows wait for their page to be full, so that columns
 * fit what is in them; a page is bounded, so any number of records can be shown. Widths
 * are a terminal's: a Chinese character takes two columns. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "output.h"

#define PAGE_ROWS 500
#define WIDEST 40 /* columns of a cell; what is longer ends in … */

struct column {
	const char *title;
	void (*write)(struct av_buffer *out, const json_t *record);
};

struct cell {
	uint32_t start, length, width;
};

struct table {
	struct av_buffer text; /* of all cells of the page */
	struct { AV_LIST(struct cell); } cells; /* row by row */
	bool titled;
};

static const char *text_of(const json_t *record, const char *name)
{
	const json_t *value = json_object_get(record, name);
	return json_is_string(value) ? json_string_value(value) : "";
}

static void add(struct av_buffer *out, const char *text)
{
	av_buffer_append(out, av_str_of(text, strlen(text)));
}

static void add_number(struct av_buffer *out, const json_t *value)
{
	if (json_is_integer(value))
		av_buffer_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_real(value))
		av_buffer_printf(out, "%.12g", json_real_value(value));
}

static void write_place(struct av_buffer *out, const json_t *record)
{
	add(out, text_of(record, "doc"));
	av_buffer_append_char(out, ':');
	add_number(out, json_object_get(record, "line"));
	av_buffer_append_char(out, ':');
	add_number(out, json_object_get(record, "column"));
}

static void write_figure(struct av_buffer *out, const json_t *record)
{
	add(out, text_of(record, "text"));
}

static void write_kind(struct av_buffer *out, const json_t *record)
{
	add(out, text_of(record, "kind"));
}

/* The value, or the bounds of a range: `20..100`, `10..`. */
static void write_value(struct av_buffer *out, const json_t *record)
{
	const char *exact = text_of(record, "exact");
	const json_t *value = json_object_get(record, "value");
	if (*exact) {
		add(out, exact);
	} else if (json_is_number(value)) {
		add_number(out, value);
	} else if (json_object_get(record, "low") || json_object_get(record, "high")) {
		add_number(out, json_object_get(record, "low"));
		add(out, "..");
		add_number(out, json_object_get(record, "high"));
	} else {
		add(out, text_of(record, "iso"));
	}
}

static void write_modifier(struct av_buffer *out, const json_t *record)
{
	const char *modifier = text_of(record, "modifier");
	if (strcmp(modifier, "exact") != 0)
		add(out, modifier);
}

static void write_unit(struct av_buffer *out, const json_t *record)
{
	const char *per = text_of(record, "per");
	add(out, text_of(record, "unit"));
	if (*per)
		av_buffer_printf(out, "/%s", per);
}

static void write_of(struct av_buffer *out, const json_t *record)
{
	static const char *const names[] = { "counted", "subject", "about" };
	const char *before = "";
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *text = text_of(record, names[i]);
		if (!*text)
			continue;
		add(out, before);
		add(out, text);
		before = ", ";
	}
}

static void write_speaker(struct av_buffer *out, const json_t *record)
{
	add(out, text_of(record, "speaker"));
}

static void write_certainty(struct av_buffer *out, const json_t *record)
{
	const char *certainty = text_of(record, "certainty");
	if (json_is_true(json_object_get(record, "negated")))
		add(out, "not ");
	if (strcmp(certainty, "stated") != 0)
		add(out, certainty);
}

static void write_when(struct av_buffer *out, const json_t *record)
{
	const json_t *when = json_object_get(record, "when");
	const char *start = text_of(when, "start"), *end = text_of(when, "end");
	add(out, *start ? start : text_of(when, "text"));
	if (*end && strcmp(start, end) != 0)
		av_buffer_printf(out, "/%s", end);
}

static const struct column columns[] = {
	{ "place", write_place },       { "figure", write_figure }, { "kind", write_kind },
	{ "value", write_value },       { "bound", write_modifier }, { "unit", write_unit },
	{ "of", write_of },             { "said by", write_speaker },
	{ "certainty", write_certainty }, { "when", write_when },
};

#define COLUMNS (sizeof columns / sizeof *columns)

struct table *av_table_new(void)
{
	return calloc(1, sizeof(struct table));
}

void av_table_free(struct table *table)
{
	if (!table)
		return;
	av_buffer_free(&table->text);
	free(table->cells.items);
	free(table);
}

/* Bytes of `text` that fit into `width` columns. */
static size_t fitting(struct av_str text, size_t width)
{
	size_t at = 0, used = 0;
	while (at < text.length) {
		uint32_t code;
		unsigned length = av_utf8_decode(text.at + at, text.at + text.length, &code);
		used += av_utf8_width(av_str_of(text.at + at, length));
		if (used > width)
			break;
		at += length;
	}
	return at;
}

/* Makes the text from `start` on a cell: one line, not too wide. */
static bool end_cell(struct table *table, size_t start)
{
	struct av_buffer *text = &table->text;
	if (text->failed)
		return false;
	for (size_t i = start; i < text->length; i++)
		if ((unsigned char)text->at[i] < ' ' || text->at[i] == 0x7F)
			text->at[i] = ' ';
	struct av_str whole = av_str_of(text->at + start, text->length - start);
	if (whole.length && av_utf8_width(whole) > WIDEST) {
		text->length = start + fitting(whole, WIDEST - 1);
		av_buffer_append(text, AV_STR("\xE2\x80\xA6"));
	}
	struct cell *cell = av_list_push(&table->cells);
	if (!cell || text->failed)
		return false;
	cell->start = (uint32_t)start;
	cell->length = (uint32_t)(text->length - start);
	cell->width = cell->length ? (uint32_t)av_utf8_width(av_str_of(text->at + start,
								      cell->length))
				   : 0;
	return true;
}

static bool add_row(struct table *table, const json_t *record)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		size_t start = table->text.length;
		columns[i].write(&table->text, record);
		if (!end_cell(table, start))
			return false;
	}
	return true;
}

static void pad(struct av_buffer *out, size_t count)
{
	char *room = av_buffer_reserve(out, count);
	if (!room)
		return;
	memset(room, ' ', count);
	out->length += count;
}

static void column_widths(const struct table *table, uint32_t widths[COLUMNS])
{
	for (size_t i = 0; i < COLUMNS; i++)
		widths[i] = (uint32_t)strlen(columns[i].title);
	for (uint32_t i = 0; i < table->cells.count; i++)
		if (table->cells.items[i].width > widths[i % COLUMNS])
			widths[i % COLUMNS] = table->cells.items[i].width;
}

static void print_cell(struct av_buffer *out, struct av_str text, size_t width, size_t columns_wide,
		       bool last)
{
	if (text.length)
		av_buffer_append(out, text);
	if (!last) {
		pad(out, columns_wide - width + 2);
		return;
	}
	while (out->length && out->at[out->length - 1] == ' ')
		out->length--;
	av_buffer_append_char(out, '\n');
}

static void print_titles(struct av_buffer *out, const uint32_t widths[COLUMNS])
{
	for (size_t i = 0; i < COLUMNS; i++) {
		size_t length = strlen(columns[i].title);
		print_cell(out, av_str_of(columns[i].title, length), length, widths[i],
			   i + 1 == COLUMNS);
	}
}

void av_table_flush(struct table *table, struct av_buffer *out)
{
	uint32_t widths[COLUMNS];
	if (!table->cells.count && table->titled)
		return;
	column_widths(table, widths);
	if (table->titled)
		av_buffer_append_char(out, '\n');
	print_titles(out, widths);
	for (uint32_t i = 0; i < table->cells.count; i++) {
		const struct cell *cell = &table->cells.items[i];
		print_cell(out, av_str_of(table->text.at + cell->start, cell->length), cell->width,
			   widths[i % COLUMNS], (i + 1) % COLUMNS == 0);
	}
	table->titled = true;
	table->cells.count = 0;
	table->text.length = 0;
}

bool av_table_add(struct table *table, struct av_str lines, struct av_buffer *out)
{
	struct av_str line;
	bool fine = true;
	while (fine && av_str_cut(&lines, '\n', &line)) {
		if (!line.length)
			continue;
		json_t *record = json_loadb(line.at, line.length, JSON_ALLOW_NUL, NULL);
		fine = record && add_row(table, record);
		json_decref(record);
		if (table->cells.count >= PAGE_ROWS * COLUMNS)
			av_table_flush(table, out);
	}
	return fine;
}
