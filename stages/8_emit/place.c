/* SPDX-License-Identifier: MIT
 * Line and column of a figure, and the words of a phrase. Figures come in the order of
 * the text, so lines are counted on from the figure before, never from the start. */
#include "emit.h"

void av_place_start(struct place *place, const struct av_doc *doc)
{
	bool has_mark = doc->first_block && doc->source.length >= 3 &&
			memcmp(doc->source.at, "\xEF\xBB\xBF", 3) == 0;
	*place = (struct place){ has_mark ? 3 : 0, doc->source_line ? doc->source_line : 1,
				 doc->source_column ? doc->source_column : 1 };
}

void av_place_advance(struct place *place, struct av_str source, size_t to)
{
	if (to > source.length)
		to = source.length;
	if (to <= place->at)
		return;
	const char *at = source.at + place->at, *end = source.at + to, *newline;
	while ((newline = memchr(at, '\n', (size_t)(end - at)))) {
		place->line++;
		place->column = 1;
		at = newline + 1;
	}
	place->column += av_utf8_count(av_str_of(at, (size_t)(end - at)));
	place->at = to;
}

/* A run of the map cut to a span: what it made, and from what. */
struct piece {
	uint32_t made_start, made_end, from_start, from_end;
};

static struct av_map_run run_at(const struct av_map *map, uint32_t index)
{
	if (index < map->count)
		return map->items[index];
	return (struct av_map_run){ map->made_end, map->from_end };
}

/* The last run that starts at or before `made`. */
static uint32_t run_of(const struct av_map *map, uint32_t made)
{
	uint32_t low = 0, high = map->count;
	while (low + 1 < high) {
		uint32_t middle = low + (high - low) / 2;
		if (map->items[middle].made <= made)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static struct piece piece_of(const struct av_map *map, uint32_t run, struct av_span span)
{
	struct av_map_run here = run_at(map, run), next = run_at(map, run + 1);
	struct piece piece = { here.made, next.made, here.from, next.from };
	if (next.made - here.made != next.from - here.from)
		return piece;
	if (piece.made_start < span.start) {
		piece.from_start += span.start - piece.made_start;
		piece.made_start = span.start;
	}
	if (piece.made_end > span.end) {
		piece.from_end -= piece.made_end - span.end;
		piece.made_end = span.end;
	}
	return piece;
}

static bool is_space(struct av_str s)
{
	for (size_t i = 0; i < s.length; i++)
		if ((unsigned char)s.at[i] > ' ')
			return false;
	return s.length > 0;
}

/* The base character of one that was made of several: a gloss in brackets goes. */
static struct av_str without_gloss(struct av_str from)
{
	uint32_t code;
	unsigned first = from.length ? av_utf8_decode(from.at, from.at + from.length, &code) : 0;
	size_t bracket = first;
	while (bracket < from.length && is_space(av_str_of(from.at + bracket, 1)))
		bracket++;
	bool full_width = from.length - bracket >= 3 &&
			  memcmp(from.at + bracket, "\xEF\xBC\x88", 3) == 0;
	if (bracket < from.length && (from.at[bracket] == '(' || full_width))
		from.length = first;
	return from;
}

static void add_piece(struct emitter *emitter, struct piece piece)
{
	struct av_str from = av_str_of(emitter->doc->source.at + piece.from_start,
				       piece.from_end - piece.from_start);
	uint32_t made = piece.made_end - piece.made_start;
	if (made == from.length)
		av_buffer_append(&emitter->phrase, from);
	else if (made)
		av_buffer_append(&emitter->phrase, without_gloss(from));
	else if (is_space(from) && emitter->phrase.length)
		av_buffer_append_char(&emitter->phrase, ' ');
}

struct av_str av_phrase_text(struct emitter *emitter, struct av_span span)
{
	const struct av_map *map = &emitter->doc->map;
	struct av_str source = av_doc_source(emitter->doc, span);
	if (source.length == av_span_length(span) || !map->count)
		return source;
	emitter->phrase.length = 0;
	for (uint32_t run = run_of(map, span.start);
	     run < map->count && map->items[run].made < span.end; run++) {
		struct piece piece = piece_of(map, run, span);
		if (piece.made_start >= span.start && piece.made_end <= span.end)
			add_piece(emitter, piece);
	}
	return emitter->phrase.failed || !emitter->phrase.length ? source
								 : av_buffer_str(&emitter->phrase);
}
