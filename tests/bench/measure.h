/* SPDX-License-Identifier: MIT
 * What the benchmark measures; each function does one run and returns it. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stddef.h>
#include <stdint.h>

#include "aver.h"

struct corpus {
	const char *name, *path;
	const char *text; /* mapped */
	size_t length;
	const char **articles; /* count + 1 starts */
	size_t article_count;
};

struct run {
	double seconds;
	struct aver_totals totals;
	uint64_t stage_times[AVER_STAGES];
};

int measure_open(struct corpus *corpus, const char *name, const char *path);
/* Seconds that ICU's sentence iterator needs over the text as UTF-8, from end to end. */
double measure_icu(const struct corpus *corpus);
/* aver over the whole file as one document, one worker. */
struct run measure_file(const struct aver_rules *rules, const struct corpus *corpus);
/* aver over the file's articles, each a document. */
struct run measure_articles(const struct aver_rules *rules, const struct corpus *corpus,
			    unsigned jobs);
/* The program with `bytes` of the corpus, over and over, on its standard input: its peak
 * memory in bytes, 0 on a failure; *seconds gets how long it took. */
size_t measure_stream(const char *program, const struct corpus *corpus, uint64_t bytes,
		      double *seconds);
/* Seconds from the program's start to the first byte of its first record. */
double measure_start(const char *program);

/* The built-in rules and `count` more, none of which the corpora can match. NULL: failed,
 * and said so on stderr. The caller frees them. */
struct aver_rules *measure_more_rules(size_t count);

double measure_now(void);

#endif
