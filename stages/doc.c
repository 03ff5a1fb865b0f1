/* SPDX-License-Identifier: MIT
 * The document's memory, and the questions that every stage asks of it. */
#include "inner/doc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Every list and buffer of a doc, once, so that reset and free can't miss one. */
#define EACH_LIST(doc, DO)                                                                    \
	DO((doc)->notes)                                                                      \
	DO((doc)->paragraphs)                                                                 \
	DO((doc)->turns)                                                                      \
	DO((doc)->quotes)                                                                     \
	DO((doc)->sentences)                                                                  \
	DO((doc)->clauses)                                                                    \
	DO((doc)->tokens)                                                                     \
	DO((doc)->numbers)                                                                    \
	DO((doc)->sentence_tokens)                                                            \
	DO((doc)->matches)                                                                    \
	DO((doc)->captures)                                                                   \
	DO((doc)->figures)                                                                    \
	DO((doc)->alternatives)                                                               \
	DO((doc)->claims)                                                                     \
	DO((doc)->decoded)                                                                    \
	DO((doc)->map)
#define EACH_BUFFER(doc, DO)                                                                  \
	DO((doc)->source_buffer)                                                              \
	DO((doc)->text)                                                                       \
	DO((doc)->shape)                                                                      \
	DO((doc)->output)

#define CLEAR_LIST(list) (list).count = 0;
#define FREE_LIST(list) free((list).items);
#define CLEAR_BUFFER(buffer)                                                                  \
	(buffer).length = 0;                                                                  \
	(buffer).failed = false;
#define FREE_BUFFER(buffer) av_buffer_free(&(buffer));

void av_doc_reset(struct av_doc *doc)
{
	av_arena_reset(&doc->arena);
	EACH_LIST(doc, CLEAR_LIST)
	EACH_BUFFER(doc, CLEAR_BUFFER)
	av_map_close(&doc->decoded, 0, 0);
	av_map_close(&doc->map, 0, 0);
	doc->source = av_str_of(NULL, 0);
	doc->carry_out = (struct av_carry){ 0 };
}

void av_doc_free(struct av_doc *doc)
{
	EACH_LIST(doc, FREE_LIST)
	EACH_BUFFER(doc, FREE_BUFFER)
	av_arena_free(&doc->arena);
	*doc = (struct av_doc){ 0 };
}

/* Bytes of `s`; an empty span may come from an empty text that has no address. */
static struct av_str part_of(struct av_str s, struct av_span span)
{
	return s.at ? av_str_of(s.at + span.start, av_span_length(span)) : s;
}

struct av_str av_doc_text(const struct av_doc *doc, struct av_span span)
{
	return part_of(av_buffer_str(&doc->text), span);
}

struct av_str av_doc_source(const struct av_doc *doc, struct av_span span)
{
	return part_of(doc->source, av_map_back(&doc->map, span));
}

struct av_source_span av_doc_source_span(const struct av_doc *doc, struct av_span span)
{
	struct av_span bytes = av_map_back(&doc->decoded, av_map_back(&doc->map, span));
	return (struct av_source_span){ doc->source_offset + bytes.start,
					doc->source_offset + bytes.end };
}

bool av_doc_note(struct av_doc *doc, struct av_span span, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	size_t size = (size_t)(length > 0 ? length : 0) + 1;
	char *text = av_arena_alloc(&doc->arena, size);
	if (text)
		vsnprintf(text, size, format, arguments);
	va_end(arguments);
	struct av_note *note = text ? av_list_push(&doc->notes) : NULL;
	if (!note)
		return false;
	note->span = av_doc_source_span(doc, span);
	note->text = av_str_of(text, size - 1);
	return true;
}

uint32_t av_doc_sentence_at(const struct av_doc *doc, uint32_t at)
{
	uint32_t low = 0, high = doc->sentences.count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (doc->sentences.items[middle].span.end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	bool inside = low < doc->sentences.count && doc->sentences.items[low].span.start <= at;
	return inside ? low : AV_NONE;
}
