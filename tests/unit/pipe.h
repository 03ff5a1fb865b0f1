/* SPDX-License-Identifier: MIT
 * For tests of late stages: a rule set from files in memory, and a text run through the
 * pipeline up to and with resolve. */
#ifndef AV_TEST_PIPE_H
#define AV_TEST_PIPE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "inner/compile.h"
#include "inner/stage.h"

#define PIPE_STAGES 6
struct pipe {
	struct av_rules *rules;
	struct av_diag diag;
	struct av_doc doc;
	void *states[PIPE_STAGES];
};
static const struct av_stage *const pipe_stages[PIPE_STAGES] = {
	&av_stage_read,	    &av_stage_normalise, &av_stage_segment,
	&av_stage_tokenise, &av_stage_match,	 &av_stage_resolve,
};

static inline void pipe_say(const struct av_diag *diag)
{
	struct av_buffer out = { 0 };
	av_diag_print_all(diag, &out);
	fwrite(out.at, 1, out.length, stderr);
	av_buffer_free(&out);
}

static inline void pipe_open(struct pipe *pipe, const struct av_rule_sources *sources)
{
	memset(pipe, 0, sizeof *pipe);
	if (av_rules_compile(sources, &pipe->diag, &pipe->rules) != AVER_OK)
		pipe_say(&pipe->diag);
	assert_non_null(pipe->rules);
	for (int i = 0; i < PIPE_STAGES; i++)
		if (pipe_stages[i]->open)
			assert_int_equal(pipe_stages[i]->open(pipe->rules, &pipe->states[i]),
					 AVER_OK);
}

static inline void pipe_run(struct pipe *pipe, const char *text)
{
	av_doc_reset(&pipe->doc);
	pipe->doc.bytes = av_str_of(text, strlen(text));
	pipe->doc.source_line = pipe->doc.source_column = 1;
	pipe->doc.first_block = pipe->doc.last_block = true;
	for (int i = 0; i < PIPE_STAGES; i++)
		assert_int_equal(pipe_stages[i]->run(pipe->states[i], pipe->rules, &pipe->doc),
				 AVER_OK);
}

static inline void pipe_close(struct pipe *pipe)
{
	for (int i = 0; i < PIPE_STAGES; i++)
		if (pipe_stages[i]->close)
			pipe_stages[i]->close(pipe->states[i]);
	av_doc_free(&pipe->doc);
	av_rules_release(pipe->rules);
	av_diag_free(&pipe->diag);
}

/* A decimal as text; NULL where there is none. One of four places, so that a few can
 * be looked at side by side. */
static inline const char *pipe_decimal(bool has, struct av_decimal value)
{
	static char texts[4][AV_DECIMAL_TEXT + 1];
	static unsigned turn;
	char *text = texts[turn++ % 4];
	text[has ? av_decimal_print(value, text) : 0] = 0;
	return has ? text : NULL;
}

static inline struct av_rule_file pipe_file(const char *path, const char *text)
{
	return (struct av_rule_file){ av_str_of(path, strlen(path)),
				      av_str_of(text, strlen(text)) };
}

#define assert_text(str, text) pipe_assert_text(str, text, __FILE__, __LINE__)
static inline void pipe_assert_text(struct av_str str, const char *text, const char *file, int line)
{
	if (str.length == strlen(text) && (!str.length || !memcmp(str.at, text, str.length)))
		return;
	fprintf(stderr, "%s:%d: `%.*s` is not `%s`\n", file, line, (int)str.length, str.at, text);
	fail();
}

#endif
