/* SPDX-License-Identifier: MIT
 * One line on stderr, rewritten a few times a second. */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define EVERY 200 /* milliseconds */

static int64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void av_progress_start(struct progress *progress, bool quiet, int output, uint64_t size)
{
	*progress = (struct progress){ .size = size, .start = now() };
	progress->last = progress->start;
	progress->wanted = !quiet && isatty(STDERR_FILENO) && !isatty(output);
}

static void show_time_left(double seconds)
{
	unsigned left = (unsigned)(seconds + 0.5);
	if (left >= 3600)
		fprintf(stderr, ", %u:%02u:%02u left", left / 3600, left / 60 % 60, left % 60);
	else
		fprintf(stderr, ", %u:%02u left", left / 60, left % 60);
}

void av_progress_show(struct progress *progress, const struct aver_totals *totals)
{
	int64_t time = now();
	if (!progress->wanted || time - progress->last < EVERY)
		return;
	double read = (double)totals->bytes_read, seconds = (double)(time - progress->start) / 1e3;
	double rate = read / seconds;
	progress->last = time;
	progress->shown = true;
	fprintf(stderr, "\r\033[K%.1f MB", read / 1e6);
	if (progress->size)
		fprintf(stderr, " of %.1f MB", (double)progress->size / 1e6);
	fprintf(stderr, ", %.1f MB/s, %" PRIu64 " records", rate / 1e6, totals->records);
	if (progress->size && rate > 0 && read <= (double)progress->size)
		show_time_left(((double)progress->size - read) / rate);
	fflush(stderr);
}

void av_progress_clear(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	progress->shown = false;
}
