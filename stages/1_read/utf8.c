/* SPDX-License-Identifier: MIT
 * UTF-8 as source: taken as it is where it is valid; where it is not, each broken byte
 * becomes U+FFFD and the map leads back to it. */
#include "decode.h"

#define REPLACEMENT AV_STR("\xEF\xBF\xBD")

/* Bytes from `at` on that are not part of a well-formed character. */
static size_t broken_length(struct av_str rest)
{
	size_t length = 0;
	uint32_t code;
	while (length < rest.length && (unsigned char)rest.at[length] >= 0x80 &&
	       av_utf8_decode(rest.at + length, rest.at + rest.length, &code) == 1)
		length++;
	return length;
}

static bool replace(struct av_doc *doc, size_t from, size_t count)
{
	struct av_buffer *out = &doc->source_buffer;
	if (!doc->broken_count)
		doc->broken_first = doc->source_offset + from;
	doc->broken_count += count;
	for (size_t i = 0; i < count; i++) {
		if (!av_map_add(&doc->decoded, (uint32_t)out->length, (uint32_t)(from + i)))
			return false;
		av_buffer_append(out, REPLACEMENT);
	}
	return av_map_add(&doc->decoded, (uint32_t)out->length, (uint32_t)(from + count));
}

static enum aver_status repair(struct av_doc *doc, size_t valid)
{
	struct av_buffer *out = &doc->source_buffer;
	struct av_str bytes = doc->bytes;
	size_t at = 0;
	if (!av_map_add(&doc->decoded, 0, 0))
		return AVER_NO_MEMORY;
	while (at < bytes.length) {
		av_buffer_append(out, av_str_of(bytes.at + at, valid));
		at += valid;
		size_t broken = broken_length(av_str_of(bytes.at + at, bytes.length - at));
		if (broken && !replace(doc, at, broken))
			return AVER_NO_MEMORY;
		at += broken;
		valid = av_utf8_valid(av_str_of(bytes.at + at, bytes.length - at));
	}
	if (out->failed)
		return AVER_NO_MEMORY;
	doc->source = av_buffer_str(out);
	av_map_close(&doc->decoded, (uint32_t)out->length, (uint32_t)bytes.length);
	return AVER_OK;
}

enum aver_status av_source_take(struct av_doc *doc)
{
	size_t valid = av_utf8_valid(doc->bytes);
	if (valid < doc->bytes.length)
		return repair(doc, valid);
	doc->source = doc->bytes;
	av_map_close(&doc->decoded, (uint32_t)valid, (uint32_t)valid);
	return AVER_OK;
}
