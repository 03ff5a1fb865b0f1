/* SPDX-License-Identifier: MIT
 * However a stream comes in, in whatever pieces and however many threads work on it, the
 * output and the remarks are the same bytes. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aver.h"
#include "inner/limits.h"
#include "property.h"

static unsigned text_bytes; /* of each text */

struct feed {
	const char *text;
	size_t length, at;
	unsigned drop; /* 0: as much as is asked for; else up to so many bytes */
	uint32_t seed;
	const char *from;
	int given;
	char *out;
	size_t out_length, out_size;
};

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static long read_some(void *user, char *bytes, size_t size)
{
	struct feed *feed = user;
	size_t left = feed->length - feed->at;
	if (feed->drop && size > feed->drop)
		size = next_random(&feed->seed) % feed->drop + 1;
	size = size < left ? size : left;
	memcpy(bytes, feed->text + feed->at, size);
	feed->at += size;
	return (long)size;
}

static int give(void *user, struct aver_input *input)
{
	struct feed *feed = user;
	*input = (struct aver_input){ .id = "feed", .from = feed->from, .fd = -1,
				      .read = read_some, .user = feed };
	return !feed->given++;
}

static int keep(void *user, const char *bytes, size_t length)
{
	struct feed *feed = user;
	if (feed->out_length + length > feed->out_size) {
		feed->out_size = 2 * (feed->out_length + length);
		feed->out = realloc(feed->out, feed->out_size);
		if (!feed->out)
			return 1;
	}
	memcpy(feed->out + feed->out_length, bytes, length);
	feed->out_length += length;
	return 0;
}

static void tell(void *user, const struct aver_report *report)
{
	char line[600];
	int length = snprintf(line, sizeof line, "%s %llu %llu %s\n", report->id,
			      (unsigned long long)report->line,
			      (unsigned long long)report->offset, report->reason);
	keep(user, line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
}

static struct feed run(const struct aver_rules *rules, struct feed feed, unsigned jobs)
{
	struct aver_run run = { .rules = rules, .jobs = jobs, .user = &feed, .next = give,
				.write = keep, .report = tell };
	feed.seed = jobs * 77 + feed.drop;
	aver_run(&run, NULL);
	return feed;
}

/* Text of all sorts: lines short and long, turns, broken bytes, NUL. */
static char *make_text(const char *const *parts, unsigned count)
{
	char *text = malloc(text_bytes + 200);
	uint32_t seed = 5;
	size_t length = 0;
	while (text && length < text_bytes) {
		const char *part = parts[next_random(&seed) % count];
		memcpy(text + length, part, strlen(part));
		length += strlen(part);
	}
	if (text)
		memset(text + length, '\n', text_bytes + 200 - length);
	return text;
}

static void check(const struct aver_rules *rules, const char *name, const char *from,
		  const char *const *parts, unsigned count)
{
	static const unsigned drops[] = { 7, 0, 1, 1000, 70000 };
	unsigned count_drops = property_cases(sizeof drops / sizeof *drops);
	char *text = make_text(parts, count);
	struct feed base = { .text = text, .length = text_bytes, .from = from };
	struct feed whole = run(rules, base, 1);
	property_fails(name, text && whole.out_length);
	for (unsigned i = 0; i < count_drops; i++)
		for (unsigned jobs = 1; jobs <= 4; jobs += 3) {
			base.drop = drops[i];
			struct feed other = run(rules, base, jobs);
			int same = other.out_length == whole.out_length &&
				   !memcmp(other.out, whole.out, whole.out_length);
			if (property_fails(name, same))
				printf("%s: differs for drops of %u, %u jobs\n", name,
				       drops[i], jobs);
			free(other.out);
		}
	free(whole.out);
	free(text);
}

#define COUNT(parts) (sizeof(parts) / sizeof *(parts))

int main(void)
{
	static const char *const text[] = {
		"Sales rose 25% to $3 million. ", "\n", "\n\n", "Anna: we have 45 trucks.\n",
		"\xE5\xA2\x9E\xE9\x95\xBF" "25%\xEF\xBC\x8C", "plain words without any figure, ",
		"\xE7\xBA\xA6" "3000\xE4\xB8\x87\xE5\xBC\xA0\xE3\x80\x82", "\xFF", "\xE4\xB8",
	};
	static const char *const one_line[] = {
		"and so on, 25% of it, ", "words, ", "more words ",
	};
	static const char *const lines[] = {
		"{\"id\":1,\"text\":\"5 km\"}\n", "{\"text\":\"It grew 25%.\\nIt fell 3%.\"}\n",
		"{\"text\":\n", "\n", "{\"x\":1}\n", "[]\r\n",
	};
	static const char *const no_mark[] = {
		"\xE4\xBB\x96\xE4\xBB\xAC\xE4\xB8\x80\xE7\x9B\xB4\xE5\x9C\xA8\xE6\xB2\xB3\xE8\xBE\xB9",
		"\xE8\xB5\xB0\xE7\x9D\x80\xE8\xB5\xB0\xE7\x9D\x80"
		"\xE5\x8F\x88\xE8\xB5\xB0\xE7\x9D\x80" "12",
		"\xE4\xB8\x89\xE4\xB8\x87",
	};
	static const char *const digits[] = { "1234567890" };
	struct aver_rules *rules;
	text_bytes = property_cases(600000);
	if (text_bytes < 2 * AV_BLOCK_TARGET + 9000)
		text_bytes = 2 * AV_BLOCK_TARGET + 9000; /* the longest block and more */
	if (aver_rules_builtin(&rules) != AVER_OK)
		return 1;
	check(rules, "text", "text", text, COUNT(text));
	check(rules, "one line", "text", one_line, COUNT(one_line));
	check(rules, "no mark", "text", no_mark, COUNT(no_mark));
	check(rules, "digits", "text", digits, COUNT(digits));
	check(rules, "JSON Lines", "jsonl", lines, COUNT(lines));
	aver_rules_free(rules);
	return property_report("feed");
}
