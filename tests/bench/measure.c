/* SPDX-License-Identifier: MIT
 * One measurement each: ICU, the library on one file, on articles, the program on a stream
 * and its start. */
#include "measure.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

double measure_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Articles end with an empty line. */
static int find_articles(struct corpus *corpus)
{
	const char *at = corpus->text, *end = at + corpus->length;
	size_t capacity = corpus->length / 500 + 2;

	corpus->articles = malloc(capacity * sizeof *corpus->articles);
	while (corpus->articles && at < end && corpus->article_count + 1 < capacity) {
		const char *gap = memmem(at, (size_t)(end - at), "\n\n", 2);
		corpus->articles[corpus->article_count++] = at;
		at = gap ? gap + 2 : end;
	}
	if (corpus->articles)
		corpus->articles[corpus->article_count] = end;
	return corpus->articles != NULL;
}

int measure_open(struct corpus *corpus, const char *name, const char *path)
{
	int file = open(path, O_RDONLY);
	struct stat info;

	*corpus = (struct corpus){ .name = name, .path = path };
	if (file < 0 || fstat(file, &info) != 0)
		return 0;
	corpus->length = (size_t)info.st_size;
	corpus->text = mmap(NULL, corpus->length, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
	close(file);
	return corpus->text != MAP_FAILED && find_articles(corpus);
}

double measure_icu(const struct corpus *corpus)
{
	UErrorCode error = U_ZERO_ERROR;
	UText *text = utext_openUTF8(NULL, corpus->text, (int64_t)corpus->length, &error);
	UBreakIterator *iterator = ubrk_open(UBRK_SENTENCE, corpus->name, NULL, 0, &error);
	size_t sentences = 0;
	double start = measure_now();

	ubrk_setUText(iterator, text, &error);
	while (U_SUCCESS(error) && ubrk_next(iterator) != UBRK_DONE)
		sentences++;
	double seconds = measure_now() - start;
	ubrk_close(iterator);
	utext_close(text);
	if (U_FAILURE(error) || sentences < 1000) {
		fprintf(stderr, "ICU: %s, %zu sentences\n", u_errorName(error), sentences);
		exit(1);
	}
	return seconds;
}

/* --- the library ------------------------------------------------------------------------ */

struct feed {
	const struct corpus *corpus;
	size_t next;          /* article */
	const char *at, *end; /* of the open input */
	int file;             /* or -1 */
	char id[32];
};

static int next_file(void *user, struct aver_input *input)
{
	struct feed *feed = user;

	if (feed->next++)
		return 0;
	input->id = feed->corpus->name;
	input->fd = feed->file;
	return 1;
}

static long read_article(void *user, char *bytes, size_t size)
{
	struct feed *feed = user;
	size_t left = (size_t)(feed->end - feed->at);

	if (size > left)
		size = left;
	memcpy(bytes, feed->at, size);
	feed->at += size;
	return (long)size;
}

static int next_article(void *user, struct aver_input *input)
{
	struct feed *feed = user;

	if (feed->next == feed->corpus->article_count)
		return 0;
	feed->at = feed->corpus->articles[feed->next++];
	feed->end = feed->corpus->articles[feed->next];
	snprintf(feed->id, sizeof feed->id, "%zu", feed->next);
	input->id = feed->id;
	input->read = read_article;
	input->user = feed;
	return 1;
}

static int drop(void *user, const char *bytes, size_t length)
{
	(void)user, (void)bytes, (void)length;
	return 0;
}

static struct run measure_run(const struct aver_rules *rules, struct feed *feed, unsigned jobs,
			      int (*next)(void *user, struct aver_input *input))
{
	struct run result = { 0 };
	struct aver_run run = {
		.rules = rules, .jobs = jobs, .user = feed, .next = next, .write = drop,
		.stage_times = result.stage_times,
	};
	double start = measure_now();
	enum aver_status status = aver_run(&run, &result.totals);

	result.seconds = measure_now() - start;
	if (status != AVER_OK) {
		fprintf(stderr, "aver: %s\n", aver_status_text(status));
		exit(1);
	}
	return result;
}

struct run measure_file(const struct aver_rules *rules, const struct corpus *corpus)
{
	struct feed feed = { .corpus = corpus, .file = open(corpus->path, O_RDONLY) };
	struct run result = measure_run(rules, &feed, 1, next_file);

	close(feed.file);
	return result;
}

struct run measure_articles(const struct aver_rules *rules, const struct corpus *corpus,
			    unsigned jobs)
{
	struct feed feed = { .corpus = corpus, .file = -1 };

	return measure_run(rules, &feed, jobs, next_article);
}

/* --- the program --------------------------------------------------------------------------- */

static pid_t start_program(const char *program, int *input, int *output)
{
	int to[2], from[2];

	if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0)
		return -1;
	pid_t child = fork();
	if (child == 0) {
		dup2(to[0], 0);
		if (output)
			dup2(from[1], 1);
		else
			dup2(open("/dev/null", O_WRONLY), 1);
		execl(program, program, "--quiet", (char *)NULL);
		_exit(127);
	}
	close(to[0]);
	close(from[1]);
	*input = to[1];
	if (output)
		*output = from[0];
	else
		close(from[0]);
	return child;
}

static int write_all(int file, const char *at, size_t length)
{
	while (length) {
		ssize_t written = write(file, at, length);
		if (written <= 0)
			return 0;
		at += written;
		length -= (size_t)written;
	}
	return 1;
}

size_t measure_stream(const char *program, const struct corpus *corpus, uint64_t bytes,
		      double *seconds)
{
	struct rusage usage;
	int input, status;
	double start = measure_now();
	pid_t child = start_program(program, &input, NULL);
	size_t piece;

	for (uint64_t done = 0; child > 0 && done < bytes; done += piece) {
		piece = bytes - done < corpus->length ? (size_t)(bytes - done) : corpus->length;
		if (!write_all(input, corpus->text, piece))
			break;
	}
	close(input);
	if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
		return 0;
	*seconds = measure_now() - start;
	return (size_t)usage.ru_maxrss * 1024;
}

double measure_start(const char *program)
{
	static const char text[] = "Prices rose 5% in 2024.\n";
	int input, output, status;
	char first;
	double start = measure_now();
	pid_t child = start_program(program, &input, &output);

	if (child < 0 || !write_all(input, text, sizeof text - 1))
		return -1;
	close(input);
	double seconds = read(output, &first, 1) == 1 ? measure_now() - start : -1;
	close(output);
	waitpid(child, &status, 0);
	return seconds;
}
