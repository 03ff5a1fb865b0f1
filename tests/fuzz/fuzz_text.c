/* SPDX-License-Identifier: MIT
 * Any bytes as a document: nothing crashes or hangs, every record's text is what stands at
 * its start..end, and a document fed in pieces gives the same bytes as the whole one. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "aver.h"
#include "inner/str.h"

struct feed {
	const char *at;
	size_t left, piece, opened;
	char *out;
	size_t length;
};

static long feed_read(void *user, char *bytes, size_t size)
{
	struct feed *feed = user;
	size_t give = feed->left < feed->piece ? feed->left : feed->piece;

	give = give < size ? give : size;
	memcpy(bytes, feed->at, give);
	feed->at += give;
	feed->left -= give;
	return (long)give;
}

static int feed_next(void *user, struct aver_input *input)
{
	struct feed *feed = user;

	*input = (struct aver_input){ .id = "x", .read = feed_read, .user = feed };
	return feed->opened++ == 0;
}

static int feed_write(void *user, const char *bytes, size_t length)
{
	struct feed *feed = user;

	feed->out = realloc(feed->out, feed->length + length);
	memcpy(feed->out + feed->length, bytes, length);
	feed->length += length;
	return 0;
}

static void check_records(const char *lines, size_t length, struct av_str source)
{
	struct av_str rest = av_str_of(lines, length), line;

	while (av_str_cut(&rest, '\n', &line) && line.length) {
		json_t *record = json_loadb(line.at, line.length, JSON_ALLOW_NUL, NULL), *text;
		size_t start = (size_t)json_integer_value(json_object_get(record, "start"));
		size_t end = (size_t)json_integer_value(json_object_get(record, "end"));
		if (!(text = json_object_get(record, "text")) || start >= end ||
		    end > source.length ||
		    end - start != json_string_length(text) ||
		    memcmp(source.at + start, json_string_value(text), end - start) != 0)
			abort();
		json_decref(record);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct aver_rules *rules; /* made once: it takes longer than a document */
	struct feed whole = { .at = (const char *)data, .left = size, .piece = 1 << 20 };
	struct feed pieces = { .at = (const char *)data, .left = size, .piece = 1 + size % 7 };
	struct aver_run run = { .jobs = 1, .next = feed_next, .write = feed_write };

	if (!rules && aver_rules_builtin(&rules) != AVER_OK)
		abort();
	run.rules = rules;
	run.options.encoding = "UTF-8";
	run.user = &whole;
	enum aver_status status = aver_run(&run, NULL);
	run.user = &pieces;
	if (aver_run(&run, NULL) != status || whole.length != pieces.length ||
	    (whole.length && memcmp(whole.out, pieces.out, whole.length) != 0))
		abort();
	if (av_utf8_valid(av_str_of((const char *)data, size)) == size)
		check_records(whole.out, whole.length, av_str_of((const char *)data, size));
	free(whole.out);
	free(pieces.out);
	return 0;
}
