/* SPDX-License-Identifier: MIT
 * Where results go: records as they come, as one JSON array, as a table. */
#ifndef AV_OUTPUT_H
#define AV_OUTPUT_H

#include <stdbool.h>

#include "inner/arena.h"

struct table;

struct output {
	int file;
	const char *name;  /* for messages */
	int error;         /* errno of the write that failed; 0: none did */
	/* Takes a run of whole lines. */
	bool (*take)(struct output *output, struct av_str lines);
	bool (*end)(struct output *output);
	struct av_buffer buffer;
	struct table *table;
	bool begun;
	char last; /* byte written last */
};

/* `format` is one of av_output_formats. false: out of memory. */
bool av_output_open(struct output *output, const char *format);
void av_output_free(struct output *output);
/* Writes all of it; false: output->error says why not. */
bool av_output_write(struct output *output, struct av_str bytes);

extern const char *const av_output_formats[];
extern const unsigned av_output_format_count;

/* table.c: rows wait until a page is full, then their columns are aligned. */
struct table *av_table_new(void);
void av_table_free(struct table *table);
/* Adds the records to the page; a page that is full is printed into `out`. */
bool av_table_add(struct table *table, struct av_str lines, struct av_buffer *out);
void av_table_flush(struct table *table, struct av_buffer *out);

#endif
