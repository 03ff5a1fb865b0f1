/* SPDX-License-Identifier: MIT
 * Rule folders -> one immutable rule set. Runs once, may be slow in milliseconds, and is
 * where every mistake of a rule author is found and named. Knows nothing of documents. */
#ifndef AV_COMPILE_H
#define AV_COMPILE_H

#include "aver.h"
#include "diag.h"
#include "rules.h"

/* A rule file or table that is in memory; path is FOLDER/FILE.rule or FOLDER/STEM….tsv. */
struct av_rule_file {
	struct av_str path, text;
};

enum av_example_type {
	AV_EXAMPLE,       /* must give the fields expected */
	AV_REJECT,        /* must give no record of the rule's kind by that rule */
	AV_KNOWN_FAILURE, /* as an example, but must fail: red once it passes */
	AV_EXAMPLE_TYPES
};
/* A line of a rule file that is a test. Everything lives in the list's arena. */
struct av_example {
	uint8_t type; /* enum av_example_type */
	struct av_str rule;     /* full name */
	uint8_t kind;           /* of the rule: enum av_kind */
	struct av_str text;     /* as written: not folded */
	struct av_str expected; /* what follows =>, as written */
	struct av_str file, line_text;
	uint32_t line, start, end; /* bytes of line_text that hold text and expected */
};
struct av_examples {
	struct av_arena arena;
	AV_LIST(struct av_example);
};

/* Where rules come from: the built-in ones, then extra_dir, then `files`; a rule of a
 * later source takes the place of an earlier one of the same full name, tables add up. */
struct av_rule_sources {
	const char *only_dir;  /* takes the place of the built-in rules; NULL: built in */
	const char *extra_dir; /* NULL: none */
	const struct av_rule_file *files; /* more, from memory or a single file; may be NULL */
	uint32_t file_count;
	bool only_files;       /* nothing but `files`: for tests and fuzzing */
	struct av_examples *examples; /* gets the examples; NULL: they are not kept */
};

/* The built-in rules alone, without examples, are compiled already: inner/image.h.
 * *out is NULL unless the result is AVER_OK. AVER_BAD_RULES (mistakes in rules, a folder or
 * file that can't be read): diag says what. AVER_NO_MEMORY.
 * Warnings may be in diag beside AVER_OK. The set keeps no pointer into `sources`. */
enum aver_status av_rules_compile(const struct av_rule_sources *sources, struct av_diag *diag,
				  struct av_rules **out);
/* NULL is fine. No worker may still use it. */
void av_rules_release(struct av_rules *rules);
void av_examples_free(struct av_examples *examples);

#endif
