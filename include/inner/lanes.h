/* SPDX-License-Identifier: MIT
 * Sixteen bytes of text at once, each in a lane of its own; bytes above ASCII are negative. A
 * comparison sets all bits of the lanes that pass it. Without vectors in the processor the
 * compiler makes the same out of words. */
#ifndef AV_LANES_H
#define AV_LANES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "eight.h"

#define AV_LANES 16
typedef signed char av_lanes __attribute__((vector_size(AV_LANES)));

static inline av_lanes av_lanes_at(const char *at)
{
	av_lanes v;
	memcpy(&v, at, AV_LANES);
	return v;
}

static inline av_lanes av_lanes_each(int byte)
{
	signed char c = (signed char)byte;
	return (av_lanes){ c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c };
}

/* [first, last], both of ASCII. */
static inline av_lanes av_lanes_between(av_lanes v, char first, char last)
{
	return (v >= av_lanes_each(first)) & (v <= av_lanes_each(last));
}

static inline bool av_lanes_any(av_lanes passed)
{
	uint64_t halves[2];
	memcpy(halves, &passed, AV_LANES);
	return (halves[0] | halves[1]) != 0;
}

/* The first lane that passed; AV_LANES: none. */
static inline unsigned av_lanes_first(av_lanes passed)
{
	uint64_t first = av_eight_at((const char *)&passed);
	uint64_t second = av_eight_at((const char *)&passed + 8);
	if (first)
		return (unsigned)__builtin_ctzll(first) / 8;
	return second ? 8 + (unsigned)__builtin_ctzll(second) / 8 : AV_LANES;
}

#endif
