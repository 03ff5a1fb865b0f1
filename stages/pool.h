/* SPDX-License-Identifier: MIT
 * Threads that work on jobs in the order they are submitted. */
#ifndef AV_POOL_H
#define AV_POOL_H

#include "run.h"

/* The most jobs that may be in flight at once. */
#define AV_POOL_QUEUE 1024

struct av_pool;

/* NULL when memory is out. With one thread, or where none can be made, jobs are run by
 * the one who submits them. `shared` must outlive the pool. */
struct av_pool *av_pool_new(unsigned threads, const struct av_rules *rules,
			    const struct av_settings *settings, const struct av_work *shared,
			    bool timed);
void av_pool_submit(struct av_pool *pool, struct av_job *job);
/* Whether the job is done; waits for it where `wait`. */
bool av_pool_done(struct av_pool *pool, const struct av_job *job, bool wait);
/* Lets jobs in work come to their end, drops the others; adds the stages' times to `times`
 * (may be NULL). */
void av_pool_free(struct av_pool *pool, uint64_t *times);

#endif
