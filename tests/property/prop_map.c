/* SPDX-License-Identifier: MIT
 * Offset maps against a plain table: text is made by random copying, replacing, dropping
 * and inserting, and for every byte it is written down where it came from. Then every
 * span must lead back to where its first byte began and its last one ended. */
#include <stdlib.h>

#include "inner/span.h"
#include "property.h"

#define TEXTS 300
#define BYTES 400

static uint64_t seed = 20260102;
static unsigned below(unsigned bound)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 33) % bound;
}

/* What each made byte came from. */
struct text {
	struct av_span origin[BYTES];
	uint32_t made, from;
	struct av_map map;
};

enum edit { COPY, REPLACE, DROP, INSERT, EDITS };

static void make(struct text *text, uint32_t made, uint32_t from, bool alike)
{
	for (uint32_t i = 0; i < made; i++) {
		struct av_span unit = { text->from, text->from + from };
		struct av_span byte = { text->from + i, text->from + i + 1 };
		text->origin[text->made + i] = alike ? byte : unit;
	}
	text->made += made;
	text->from += from;
}

static void apply(struct text *text, enum edit edit)
{
	uint32_t a = 1 + below(4), b = 1 + below(4);
	if (!av_map_add(&text->map, text->made, text->from))
		exit(2);
	switch (edit) {
	case COPY:
		make(text, a * 4, a * 4, true);
		break;
	case REPLACE:
		make(text, a, b, a == b);
		break;
	case DROP:
		make(text, 0, a, false);
		break;
	default:
		make(text, a, 0, false);
	}
}

static void check_span(const struct text *text, uint32_t start, uint32_t end)
{
	struct av_span got = av_map_back(&text->map, (struct av_span){ start, end });
	struct av_span wanted = { text->origin[start].start, text->origin[end - 1].end };
	bool good = got.start == wanted.start && got.end == wanted.end;
	if (property_fails("a span leads to its first byte's start and its last one's end", good))
		printf("failed: [%u, %u) leads to [%u, %u), not to [%u, %u)\n", start, end,
		       got.start, got.end, wanted.start, wanted.end);
}

static void check_text(struct text *text, unsigned kinds)
{
	text->made = text->from = text->map.count = 0;
	while (text->made < BYTES - 20)
		apply(text, kinds == 1 ? COPY : (enum edit)below(EDITS));
	av_map_close(&text->map, text->made, text->from);
	for (uint32_t start = 0; start < text->made; start++) {
		for (uint32_t end = start + 1; end <= text->made; end++)
			check_span(text, start, end);
		struct av_span empty = av_map_back(&text->map, (struct av_span){ start, start });
		property_fails("an empty span leads to where the next byte comes from",
			       empty.start == empty.end &&
				       empty.start == text->origin[start].start);
	}
	if (kinds == 1)
		property_fails("runs that begin nothing new are merged", text->map.count <= 2);
}

int main(void)
{
	struct text text = { 0 };
	for (unsigned i = 0; i < property_cases(TEXTS); i++)
		check_text(&text, i % 10 ? EDITS : 1);
	free(text.map.items);
	return property_report("map");
}
