/* SPDX-License-Identifier: MIT
 * Many documents: the calling thread reads and writes, the pool works. The jobs in
 * flight are a ring, so output leaves in the order input came. */
#include <sched.h>
#include <stdlib.h>

#include "inner/limits.h"
#include "pool.h"

/* Two jobs for each thread keep it busy while the oldest one is written. */
#define JOBS_PER_THREAD 2u

struct ring {
	struct av_job *jobs;
	unsigned size;
	uint64_t first, next; /* jobs in flight: numbers from `first` up to, not with, `next` */
};

struct running {
	const struct aver_run *run;
	struct av_settings settings;
	struct av_work work;
	struct av_reader reader;
	struct av_pool *pool;
	struct ring ring;
	size_t held; /* bytes of source in flight */
	struct aver_totals totals;
	bool stopped; /* the caller wants no more */
};

static unsigned core_count(void)
{
	cpu_set_t set;
	CPU_ZERO(&set);
	int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
	return count > 0 ? (unsigned)count : 1;
}

static struct av_job *job_of(struct ring *ring, uint64_t number)
{
	return &ring->jobs[number % ring->size];
}

static void report(const struct aver_run *run, const struct av_remarks *remarks)
{
	if (!run->report || remarks->texts.failed)
		return;
	for (uint32_t i = 0; i < remarks->count; i++) {
		const struct av_remark *remark = &remarks->items[i];
		struct aver_report told = {
			.failed = remark->failed,
			.input = remarks->texts.at + remark->input,
			.id = remarks->texts.at + remark->id,
			.line = remark->line,
			.offset = remark->offset,
			.reason = remarks->texts.at + remark->text,
		};
		run->report(run->user, &told);
	}
}

static uint64_t count_lines(struct av_str text)
{
	uint64_t count = 0;
	const char *at = text.at, *end = text.at + text.length;
	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		count++;
		at++;
	}
	return count;
}

/* Hands output to the caller. */
static void write_out(struct running *r, struct av_str output)
{
	const struct aver_run *run = r->run;
	if (!output.length || r->stopped)
		return;
	r->totals.records += count_lines(output);
	r->totals.bytes_written += output.length;
	r->stopped = run->write(run->user, output.at, output.length) != 0;
}

/* The output so far of a job whose turn it is. */
static void deliver_part(void *user, struct av_job *job)
{
	write_out(user, av_buffer_str(&job->output));
	job->output.length = 0;
}

/* Hands the oldest job's output and remarks to the caller, and frees its place. */
static enum aver_status deliver(struct running *r)
{
	const struct aver_run *run = r->run;
	struct av_job *job = job_of(&r->ring, r->ring.first++);
	r->held -= job->raw.length;
	if (job->status != AVER_OK)
		return job->status;
	r->totals.documents += job->documents;
	r->totals.failed += job->failed;
	r->totals.bytes_read = r->reader.bytes_read;
	/* remarks behind the output: some of it may have been handed on already */
	write_out(r, av_buffer_str(&job->output));
	report(run, &job->remarks);
	av_job_clear(job);
	if (run->progress && !r->stopped)
		run->progress(run->user, &r->totals);
	return r->stopped ? AVER_STOPPED : AVER_OK;
}

/* Delivers what is done; where `wait`, at least the oldest one. */
static enum aver_status deliver_done(struct running *r, bool wait)
{
	while (r->ring.first < r->ring.next) {
		struct av_job *job = job_of(&r->ring, r->ring.first);
		enum av_job_state state = av_pool_look(r->pool, job, wait);
		if (state == AV_JOB_AT_WORK)
			break;
		if (state == AV_JOB_DONE) {
			wait = false;
			enum aver_status status = deliver(r);
			if (status != AVER_OK)
				return status;
			continue;
		}
		deliver_part(r, job);
		if (r->stopped)
			return AVER_STOPPED;
		av_pool_go_on(r->pool, job);
	}
	return AVER_OK;
}

static void submit(struct running *r)
{
	struct av_job *job = job_of(&r->ring, r->ring.next);
	job->number = r->ring.next++;
	r->held += job->raw.length;
	av_pool_submit(r->pool, job);
}

/* Whether there is no room to read on: no free job, or long JSON lines in flight. */
static bool is_full(const struct running *r)
{
	const struct ring *ring = &r->ring;
	size_t most = AV_FLIGHT_MAX + ring->size * AV_BLOCK_TARGET;
	return ring->next - ring->first == ring->size ||
	       (r->held && r->held + r->reader.need > most);
}

/* Reads on where there is room, and does not sit in a read while results are due. */
static enum aver_status work_on(struct running *r, bool *more)
{
	struct ring *ring = &r->ring;
	bool in_flight = ring->first < ring->next;
	enum aver_status status = deliver_done(r, false);
	if (status == AVER_OK && in_flight && !av_reader_ready(&r->reader))
		status = deliver_done(r, true);
	while (status == AVER_OK && is_full(r))
		status = deliver_done(r, true);
	if (status != AVER_OK)
		return status;
	enum av_fill fill = av_reader_step(&r->reader, job_of(ring, ring->next));
	if (fill == AV_FILL_READY)
		submit(r);
	*more = fill != AV_FILL_END;
	return fill == AV_FILL_NO_MEMORY ? AVER_NO_MEMORY : AVER_OK;
}

static enum aver_status work_through(struct running *r)
{
	enum aver_status status = AVER_OK;
	bool more = true;
	while (more && status == AVER_OK)
		status = work_on(r, &more);
	while (status == AVER_OK && r->ring.first < r->ring.next)
		status = deliver_done(r, true);
	return status;
}

static bool set_up(struct running *r)
{
	const struct aver_run *run = r->run;
	unsigned threads = run->jobs ? run->jobs : core_count();
	if (threads > AV_POOL_QUEUE / JOBS_PER_THREAD - 1)
		threads = AV_POOL_QUEUE / JOBS_PER_THREAD - 1;
	r->ring.size = threads > 1 ? threads * JOBS_PER_THREAD + 1 : 1;
	r->ring.first = r->ring.next = 1;
	r->ring.jobs = calloc(r->ring.size, sizeof *r->ring.jobs);
	r->work.fields.text = run->text_field ? run->text_field : "text";
	r->work.fields.id = run->id_field ? run->id_field : "id";
	r->work.encoding = av_str_of(r->settings.encoding, strlen(r->settings.encoding));
	r->work.hand_on = deliver_part;
	r->work.user = r;
	r->work.relay = av_relay_new(r->ring.size);
	r->reader = (struct av_reader){ .next = run->next, .user = run->user,
					.encoding = r->work.encoding };
	if (!r->ring.jobs || !r->work.relay)
		return false;
	r->pool = av_pool_new(threads, run->rules->rules, &r->settings, &r->work,
			      run->stage_times != NULL);
	return r->pool != NULL;
}

static void tear_down(struct running *r)
{
	av_pool_free(r->pool, r->run->stage_times);
	for (unsigned i = 0; r->ring.jobs && i < r->ring.size; i++)
		av_job_free(&r->ring.jobs[i]);
	free(r->ring.jobs);
	av_relay_free(r->work.relay);
	av_reader_free(&r->reader);
}

enum aver_status aver_run(const struct aver_run *run, struct aver_totals *totals)
{
	struct running r = { .run = run };
	struct av_buffer reason = { 0 };
	if (totals)
		*totals = r.totals;
	if (!run->rules || !run->next || !run->write)
		return AVER_BAD_ARGUMENT;
	enum aver_status status = av_settings_make(&run->options, &r.settings, &reason);
	av_buffer_free(&reason);
	if (status != AVER_OK)
		return status;
	status = set_up(&r) ? work_through(&r) : AVER_NO_MEMORY;
	tear_down(&r);
	r.totals.bytes_read = r.reader.bytes_read;
	if (totals)
		*totals = r.totals;
	return status == AVER_OK && r.totals.failed ? AVER_BAD_INPUT : status;
}
