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

static const struct aver_options options = { .encoding = "UTF-8" };

static void fed_in_pieces(const struct aver_rules *rules, const struct feed *whole,
			  struct av_str source)
{
	struct feed pieces = { .at = source.at, .left = source.length,
			       .piece = 1 + source.length % 7 };
	struct aver_run run = { .rules = rules, .jobs = 1, .options = options, .user = &pieces,
				.next = feed_next, .write = feed_write };
	enum aver_status status = aver_run(&run, NULL);
	if (status != AVER_OK || whole->length != pieces.length ||
	    (whole->length && memcmp(whole->out, pieces.out, whole->length) != 0))
		abort();
	free(pieces.out);
}

/* Rules and a worker are made once: that takes longer than a document. So does a run, which
 * makes a worker of its own; one document in eight must do for it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct aver_rules *rules;
	static struct aver_worker *worker;
	struct av_str source = av_str_of((const char *)data, size);
	struct aver_document document = { .id = "x", .id_length = 1, .text = source.at,
					  .length = size };
	struct feed whole = { 0 };

	if (!rules && (aver_rules_builtin(&rules) != AVER_OK ||
		       aver_worker_new(rules, &options, &worker) != AVER_OK))
		abort();
	if (aver_extract(worker, &document, feed_write, &whole) != AVER_OK)
		abort();
	if (av_str_hash(source) % 8 == 0)
		fed_in_pieces(rules, &whole, source);
	if (av_utf8_valid(source) == size)
		check_records(whole.out, whole.length, source);
	free(whole.out);
	return 0;
}
