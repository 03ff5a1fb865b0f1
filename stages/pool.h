/* SPDX-License-Identifier: MIT
 * Threads that work on jobs in the order they are submitted. */
#ifndef AV_POOL_H
#define AV_POOL_H

#include "run.h"

/* The most jobs that may be in flight at once. */
#define AV_POOL_QUEUE 1024

struct av_pool;

/* How a job stands. Part: some of its output is to be taken, then av_pool_go_on. */
enum av_job_state { AV_JOB_IDLE, AV_JOB_AT_WORK, AV_JOB_PART, AV_JOB_DONE };

/* NULL when memory is out. With one thread, or where none can be made, jobs are run by
 * the one who submits them; `shared->hand_on` is then what takes a part of the output. */
struct av_pool *av_pool_new(unsigned threads, const struct av_rules *rules,
			    const struct av_settings *settings, const struct av_work *shared,
			    bool timed);
void av_pool_submit(struct av_pool *pool, struct av_job *job);
/* How the job stands; where `wait`, once there is something to take. */
enum av_job_state av_pool_look(struct av_pool *pool, const struct av_job *job, bool wait);
/* The part was taken: the job may go on. */
void av_pool_go_on(struct av_pool *pool, struct av_job *job);
/* Lets jobs in work come to their end, drops the others; adds the stages' times to `times`
 * (may be NULL). */
void av_pool_free(struct av_pool *pool, uint64_t *times);

#endif
