/* SPDX-License-Identifier: MIT
 * The benchmark: bench PROGRAM ZH EN [STREAM-BYTES]. Each figure is the median of several
 * runs; aver and ICU take turns, so that a slow moment of the machine hits both. It says
 * what was to be reached beside what was, and its status is 1 where that was missed. */
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define RUNS 5
#define SCALING_RUNS 3
#define STARTS 21
#define MB 1e6
#define DENSE_BYTES 5000000u
/* As `aver rules list` counts them, roughly. */
#define BUILTIN_RULES 450

static int missed;

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, by_size);
	return values[count / 2];
}

/* A line with what was asked for; `more` if the figure has to be at least that. */
static void report(const char *what, double got, int more, double wanted, const char *unit)
{
	int fine = more ? got >= wanted : got <= wanted;

	missed += !fine;
	printf("  %-34s %8.2f %-8s (at %s %g)%s\n", what, got, unit, more ? "least" : "most",
	       wanted,
	       fine ? "" : "  MISSED");
}

static void print_stages(const struct run *run)
{
	uint64_t all = 0;

	for (unsigned i = 0; i < AVER_STAGES; i++)
		all += run->stage_times[i];
	printf("  time by stage                     ");
	for (unsigned i = 0; i < AVER_STAGES; i++)
		printf(" %s %.0f%%", aver_stage_name(i),
		       100.0 * (double)run->stage_times[i] / (double)(all ? all : 1));
	printf("\n");
}

/* One worker over the whole file, in turns with ICU. */
static void bench_one(const struct aver_rules *rules, const struct corpus *corpus)
{
	double icu[RUNS], aver[RUNS];
	struct run run = { 0 };

	measure_icu(corpus);
	for (int i = 0; i < RUNS; i++) {
		icu[i] = measure_icu(corpus);
		run = measure_file(rules, corpus);
		aver[i] = run.seconds;
	}
	double ours = median(aver, RUNS), theirs = median(icu, RUNS);
	double megabytes = (double)corpus->length / MB;
	printf("%s: %.0f MB, %llu records, one per %.0f bytes\n", corpus->name, megabytes,
	       (unsigned long long)run.totals.records,
	       (double)corpus->length / (double)run.totals.records);
	printf("  one worker, one file               %8.1f MB/s  %9.0f records/s\n",
	       megabytes / ours, (double)run.totals.records / ours);
	printf("  ICU sentence breaks                %8.1f MB/s\n", megabytes / theirs);
	report("aver's time over ICU's", ours / theirs, 0, 7, "times");
	print_stages(&run);
}

/* One worker, two, all cores, on the articles. */
static void bench_scaling(const struct aver_rules *rules, const struct corpus *corpus)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	double one[SCALING_RUNS], two[SCALING_RUNS], all[SCALING_RUNS];
	struct run run = { 0 };

	for (int i = 0; i < SCALING_RUNS; i++) {
		one[i] = measure_articles(rules, corpus, 1).seconds;
		two[i] = measure_articles(rules, corpus, 2).seconds;
		run = cores == 2 ? run : measure_articles(rules, corpus, (unsigned)cores);
		all[i] = cores == 2 ? two[i] : run.seconds;
	}
	double megabytes = (double)corpus->length / MB;
	double single = median(one, SCALING_RUNS), pair = median(two, SCALING_RUNS);
	double every = median(all, SCALING_RUNS);
	run = measure_articles(rules, corpus, (unsigned)cores);
	printf("  %zu articles, 1 worker          %8.1f MB/s\n", corpus->article_count,
	       megabytes / single);
	printf("  %zu articles, all %2ld cores     %8.1f MB/s  %9.0f records/s\n",
	       corpus->article_count, cores, megabytes / every,
	       (double)run.totals.records / every);
	if (cores >= 2)
		report("two workers over one", single / pair, 1, 1.8, "times");
}

/* The first tenth of the articles with 1, 10 and 100 times the rules, none of the new ones
 * matching anything. */
static void bench_rules(const struct aver_rules *rules, const struct corpus *corpus)
{
	struct corpus part = *corpus;
	double alone = 0;

	part.article_count = corpus->article_count / 10;
	part.length = (size_t)(part.articles[part.article_count] - part.text);
	for (size_t times = 1; times <= 100; times *= 10) {
		double seconds[SCALING_RUNS], loading = measure_now();
		struct aver_rules *more = measure_more_rules((times - 1) * BUILTIN_RULES);
		loading = measure_now() - loading;
		for (int i = 0; more && i < SCALING_RUNS; i++)
			seconds[i] = measure_articles(times > 1 ? more : rules, &part, 1).seconds;
		if (!more) {
			missed++;
			continue;
		}
		double rate = (double)part.length / MB / median(seconds, SCALING_RUNS);
		alone = times == 1 ? rate : alone;
		printf("%s: %3zu times the rules              %8.1f MB/s  %8.2f of the rate  "
		       "loaded in %.2f s\n", corpus->name, times, rate, rate / alone, loading);
		aver_rules_free(more);
	}
}

static void bench_program(const char *program, const struct corpus *corpus, uint64_t bytes)
{
	double starts[STARTS], seconds = 0;

	for (int i = 0; i < STARTS; i++)
		starts[i] = measure_start(program) * 1e3;
	printf("program:\n");
	report("start to first record", median(starts, STARTS), 0, 50, "ms");
	size_t peak = measure_stream(program, corpus, bytes, &seconds);
	printf("  a stream of %.1f GB took            %8.1f s     %8.1f MB/s\n",
	       (double)bytes / 1e9, seconds, (double)bytes / MB / seconds);
	report("its peak memory", peak ? (double)peak / MB : 1e9, 0, 64, "MB");
}

/* The most memory a byte of text can need: prices in lines as long as a sentence can be. */
static void bench_dense(const char *program)
{
	static const char price[] = "$7 ";
	char line[3 * 1365 + 1];
	struct corpus dense = { .name = "prices", .text = line, .length = sizeof line };
	double seconds = 0;

	for (size_t i = 0; i < sizeof line; i++)
		line[i] = price[i % 3];
	line[sizeof line - 1] = '\n';
	size_t peak = measure_stream(program, &dense, DENSE_BYTES, &seconds);
	printf("  %.0f MB of nothing but prices took    %8.1f s     %8.1f MB/s\n", DENSE_BYTES / MB,
	       seconds, DENSE_BYTES / MB / seconds);
	report("its peak memory", peak ? (double)peak / MB : 1e9, 0, 64, "MB");
}

int main(int count, char **arguments)
{
	struct corpus zh, en;
	struct aver_rules *rules;
	uint64_t stream = count > 4 ? strtoull(arguments[4], NULL, 10) : 2000000000u;

	if (count < 4 || !measure_open(&zh, "zh", arguments[2]) ||
	    !measure_open(&en, "en", arguments[3])) {
		fprintf(stderr, "usage: bench PROGRAM ZH EN [STREAM-BYTES]\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (aver_rules_builtin(&rules) != AVER_OK)
		return 1;
	bench_one(rules, &zh);
	bench_scaling(rules, &zh);
	bench_one(rules, &en);
	bench_scaling(rules, &en);
	bench_program(arguments[1], &zh, stream);
	bench_dense(arguments[1]);
	/* last: a child's peak memory counts what its parent held when it was born */
	bench_rules(rules, &zh);
	bench_rules(rules, &en);
	aver_rules_free(rules);
	if (missed)
		printf("%d missed\n", missed);
	return missed != 0;
}
