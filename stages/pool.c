/* SPDX-License-Identifier: MIT
 * Threads that take jobs in the order they were submitted. The queue is bounded by the
 * caller, who owns the jobs: never more than QUEUE are in flight. */
#include <pthread.h>
#include <stdlib.h>

#include "pool.h"

/* Output that a job gathers before its thread waits for its turn. */
#define JOB_OUTPUT (2u * 1024 * 1024)

struct thread {
	pthread_t id;
	struct av_pool *pool;
	struct aver_worker worker;
};

struct av_pool {
	struct av_work work;
	pthread_mutex_t lock;
	pthread_cond_t submitted, changed, taken_over;
	struct av_job *queue[AV_POOL_QUEUE]; /* a ring, from `taken` to `count` */
	uint64_t taken, count;
	bool closing;
	unsigned running; /* threads; 0: jobs are run by who submits them */
	unsigned workers; /* opened */
	struct thread threads[];
};

/* The next job, or NULL when the pool is closing. */
static struct av_job *take_job(struct av_pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	while (pool->taken == pool->count && !pool->closing)
		pthread_cond_wait(&pool->submitted, &pool->lock);
	struct av_job *job = NULL;
	if (!pool->closing)
		job = pool->queue[pool->taken++ % AV_POOL_QUEUE];
	pthread_mutex_unlock(&pool->lock);
	return job;
}

static void *work(void *data)
{
	struct thread *thread = data;
	struct av_pool *pool = thread->pool;
	struct av_job *job;
	while ((job = take_job(pool))) {
		av_job_run(&thread->worker, job, &pool->work);
		pthread_mutex_lock(&pool->lock);
		job->state = AV_JOB_DONE;
		pthread_cond_signal(&pool->changed);
		pthread_mutex_unlock(&pool->lock);
	}
	return NULL;
}

/* Opens workers until `threads` stand or memory is out; one is the least. */
static bool open_workers(struct av_pool *pool, unsigned threads, const struct av_rules *rules,
			 const struct av_settings *settings, bool timed)
{
	for (; pool->workers < threads; pool->workers++) {
		struct thread *thread = &pool->threads[pool->workers];
		thread->pool = pool;
		thread->worker.timed = timed;
		if (av_worker_open(&thread->worker, rules, settings) == AVER_OK)
			continue;
		av_worker_close(&thread->worker);
		break;
	}
	return pool->workers > 0;
}

/* Waits until it is the job's turn and its output was taken. */
static void hand_on(void *user, struct av_job *job)
{
	struct av_pool *pool = user;
	pthread_mutex_lock(&pool->lock);
	job->state = AV_JOB_PART;
	pthread_cond_signal(&pool->changed);
	while (job->state == AV_JOB_PART && !pool->closing)
		pthread_cond_wait(&pool->taken_over, &pool->lock);
	job->state = AV_JOB_AT_WORK;
	pthread_mutex_unlock(&pool->lock);
	job->output.length = 0;
}

static void start_threads(struct av_pool *pool)
{
	struct av_work alone = pool->work;
	if (pool->workers < 2)
		return;
	pool->work.hand_on = hand_on;
	pool->work.user = pool;
	pool->work.keep = JOB_OUTPUT;
	for (; pool->running < pool->workers; pool->running++) {
		struct thread *thread = &pool->threads[pool->running];
		if (pthread_create(&thread->id, NULL, work, thread))
			break;
	}
	if (!pool->running)
		pool->work = alone;
}

struct av_pool *av_pool_new(unsigned threads, const struct av_rules *rules,
			    const struct av_settings *settings, const struct av_work *shared,
			    bool timed)
{
	struct av_pool *pool = calloc(1, sizeof *pool + threads * sizeof *pool->threads);
	if (!pool)
		return NULL;
	pool->work = *shared;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->submitted, NULL);
	pthread_cond_init(&pool->changed, NULL);
	pthread_cond_init(&pool->taken_over, NULL);
	if (!open_workers(pool, threads, rules, settings, timed)) {
		av_pool_free(pool, NULL);
		return NULL;
	}
	start_threads(pool);
	return pool;
}

void av_pool_submit(struct av_pool *pool, struct av_job *job)
{
	if (!pool->running) {
		av_job_run(&pool->threads[0].worker, job, &pool->work);
		job->state = AV_JOB_DONE;
		return;
	}
	pthread_mutex_lock(&pool->lock);
	job->state = AV_JOB_AT_WORK;
	pool->queue[pool->count++ % AV_POOL_QUEUE] = job;
	pthread_cond_signal(&pool->submitted);
	pthread_mutex_unlock(&pool->lock);
}

enum av_job_state av_pool_look(struct av_pool *pool, const struct av_job *job, bool wait)
{
	pthread_mutex_lock(&pool->lock);
	while (wait && job->state == AV_JOB_AT_WORK)
		pthread_cond_wait(&pool->changed, &pool->lock);
	enum av_job_state state = (enum av_job_state)job->state;
	pthread_mutex_unlock(&pool->lock);
	return state;
}

void av_pool_go_on(struct av_pool *pool, struct av_job *job)
{
	pthread_mutex_lock(&pool->lock);
	job->state = AV_JOB_AT_WORK;
	pthread_cond_broadcast(&pool->taken_over);
	pthread_mutex_unlock(&pool->lock);
}

static void close_worker(struct aver_worker *worker, uint64_t *times)
{
	for (unsigned i = 0; times && i < AVER_STAGES; i++)
		times[i] += worker->times[i];
	av_worker_close(worker);
}

void av_pool_free(struct av_pool *pool, uint64_t *times)
{
	if (!pool)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->closing = true;
	pthread_cond_broadcast(&pool->submitted);
	pthread_cond_broadcast(&pool->taken_over);
	pthread_mutex_unlock(&pool->lock);
	for (unsigned i = 0; i < pool->running; i++)
		pthread_join(pool->threads[i].id, NULL);
	for (unsigned i = 0; i < pool->workers; i++)
		close_worker(&pool->threads[i].worker, times);
	pthread_cond_destroy(&pool->taken_over);
	pthread_cond_destroy(&pool->changed);
	pthread_cond_destroy(&pool->submitted);
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}
