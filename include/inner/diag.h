/* SPDX-License-Identifier: MIT
 * Messages about rule files and documents, gathered for the caller to print: the
 * library itself prints nothing. A message says where, what is wrong and how to mend it:
 *
 *   rules/zh/money.rule:14:9: error: unknown field `unti`, did you mean `unit`?
 *     unti = percent
 *     ^^^^
 */
#ifndef AV_DIAG_H
#define AV_DIAG_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "str.h"

enum av_severity { AV_NOTE, AV_WARNING, AV_ERROR };

struct av_message {
	enum av_severity severity;
	struct av_str file;
	uint32_t line;   /* from 1; 0: the message is about the whole file */
	uint32_t column; /* in code points, from 1 */
	struct av_str text;
	struct av_str source_line; /* the line itself; empty when there is none */
	uint32_t caret_column;     /* in terminal columns, from 0 */
	uint32_t caret_width;      /* in terminal columns, at least 1 */
};

/* Collects messages; all their text lives in its arena. At most AV_MAX_MESSAGES errors are
 * kept and nothing behind them; `dropped` counts the rest, `errors` all errors. */
struct av_diag {
	struct av_arena arena;
	struct { AV_LIST(struct av_message); } messages;
	uint32_t errors, dropped;
	bool out_of_memory;
};

/* A message about bytes [start, end) of `line_text`, which is line `line` of `file`. */
void av_diag_add(struct av_diag *diag, enum av_severity severity, struct av_str file,
		 uint32_t line, struct av_str line_text, uint32_t start, uint32_t end,
		 const char *format, ...) __attribute__((format(printf, 8, 9)));
/* Appends the message as it is shown to a person, caret lines included. */
void av_diag_print(const struct av_message *message, struct av_buffer *out);
void av_diag_print_all(const struct av_diag *diag, struct av_buffer *out);
void av_diag_free(struct av_diag *diag);

#endif
