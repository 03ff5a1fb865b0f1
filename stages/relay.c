/* SPDX-License-Identifier: MIT
 * Where jobs that hold blocks of one document hand over the baton. Jobs are started in
 * order, so the one waited for is always at work or done: nobody waits forever. A slot
 * is used again only when the job that takes from it is done too. */
#include <pthread.h>
#include <stdlib.h>

#include "run.h"

struct slot {
	struct av_baton baton;
	uint64_t number; /* of the job that passed it */
};

struct av_relay {
	pthread_mutex_t lock;
	pthread_cond_t passed;
	unsigned count;
	struct slot slots[];
};

struct av_relay *av_relay_new(unsigned window)
{
	unsigned count = window + 1;
	struct av_relay *relay = calloc(1, sizeof *relay + count * sizeof *relay->slots);
	if (!relay)
		return NULL;
	relay->count = count;
	pthread_mutex_init(&relay->lock, NULL);
	pthread_cond_init(&relay->passed, NULL);
	return relay;
}

void av_relay_free(struct av_relay *relay)
{
	if (!relay)
		return;
	for (unsigned i = 0; i < relay->count; i++)
		av_buffer_free(&relay->slots[i].baton.speaker);
	pthread_cond_destroy(&relay->passed);
	pthread_mutex_destroy(&relay->lock);
	free(relay);
}

static void swap(struct av_baton *a, struct av_baton *b)
{
	struct av_baton kept = *a;
	*a = *b;
	*b = kept;
}

void av_relay_pass(struct av_relay *relay, uint64_t number, struct av_baton *baton)
{
	struct slot *slot = &relay->slots[number % relay->count];
	pthread_mutex_lock(&relay->lock);
	swap(&slot->baton, baton);
	slot->number = number;
	pthread_cond_broadcast(&relay->passed);
	pthread_mutex_unlock(&relay->lock);
}

void av_relay_take(struct av_relay *relay, uint64_t number, struct av_baton *baton)
{
	struct slot *slot = &relay->slots[(number - 1) % relay->count];
	pthread_mutex_lock(&relay->lock);
	while (slot->number != number - 1)
		pthread_cond_wait(&relay->passed, &relay->lock);
	swap(&slot->baton, baton);
	pthread_mutex_unlock(&relay->lock);
}
