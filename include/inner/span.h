/* SPDX-License-Identifier: MIT
 * Positions. Inside the pipeline a span counts bytes of the normalised text of the
 * block in work; only emit turns it into a place in the source. Two types, so that
 * the compiler keeps them apart. All spans are half-open. */
#ifndef AV_SPAN_H
#define AV_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "str.h"

struct av_span {
	uint32_t start, end;
};

/* Bytes of the source document, as given, in its own encoding. */
struct av_source_span {
	uint64_t start, end;
};

static inline bool av_span_overlaps(struct av_span a, struct av_span b)
{
	return a.start < b.end && b.start < a.end;
}
static inline bool av_span_holds(struct av_span outer, struct av_span inner)
{
	return outer.start <= inner.start && inner.end <= outer.end;
}
static inline uint32_t av_span_length(struct av_span s)
{
	return s.end - s.start;
}

/* An offset map from positions of a made text to positions of the text it was made
 * from, as a list of runs. A run starts at (made, from); up to the next run both
 * count alike where the two lengths are equal, else the run is one unit that cannot
 * be cut (`Ａ` -> `A`) and a position inside it leads to its edge. No runs at all:
 * the two texts are alike byte for byte. */
struct av_map_run {
	uint32_t made, from;
};
struct av_map {
	AV_LIST(struct av_map_run);
	uint32_t made_end, from_end; /* the lengths of both texts */
};

/* Notes that at (made, from) a new run starts. Rising in both. false: out of memory.
 * What is dropped is a run of no made length: after `ab` of `ab(x)c` add (2, 2), then
 * (2, 5). What is put in is a run of no length in the other text. Runs that begin nothing
 * new are merged. */
bool av_map_add(struct av_map *map, uint32_t made, uint32_t from);
/* Closes the map: the lengths of both texts. */
void av_map_close(struct av_map *map, uint32_t made_end, uint32_t from_end);
/* Where a span of the made text stands in the text it was made from: start leads to
 * the start of an uncuttable run, end to its end. What was dropped between two runs
 * belongs to neither edge of the span. */
struct av_span av_map_back(const struct av_map *map, struct av_span made);

#endif
