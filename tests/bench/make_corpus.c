/* SPDX-License-Identifier: MIT
 * Makes a corpus of news for the benchmark: make_corpus SENTENCES.txt MEGABYTES > FILE.
 * The same input gives the same bytes. A sentence's {12-90} becomes a whole number of that
 * range, {1.2-9.8} one with as many decimals, {,1000-9000} one with separators, {name} a
 * choice from the line `@name A|B|C`, where `-` stands for nothing. Three
 * to five sentences make a paragraph, four to eight of these an article; an empty line
 * stands between articles. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES_MAX 400
#define CHOICES_MAX 40

struct list {
	char *name;
	char *choices[CHOICES_MAX];
	int count;
};

struct corpus {
	struct list lists[64];
	char *sentences[LINES_MAX];
	int list_count, sentence_count;
	uint64_t random;
	uint64_t written;
	FILE *out;
};

/* xorshift64*: small, fast, the same everywhere. */
static uint64_t next_random(struct corpus *corpus)
{
	corpus->random ^= corpus->random >> 12;
	corpus->random ^= corpus->random << 25;
	corpus->random ^= corpus->random >> 27;
	return corpus->random * 2685821657736338717u >> 16;
}

static void put(struct corpus *corpus, const char *text, size_t length)
{
	fwrite(text, 1, length, corpus->out);
	corpus->written += length;
}

static void add_list(struct corpus *corpus, char *line)
{
	struct list *list = &corpus->lists[corpus->list_count++];
	char *space = strchr(line, ' '), *save;

	*space = '\0';
	list->name = line;
	for (char *word = strtok_r(space + 1, "|", &save); word && list->count < CHOICES_MAX;
	     word = strtok_r(NULL, "|", &save))
		list->choices[list->count++] = word;
}

/* Sentences without a figure are taken twice as often as others. */
static void add_sentence(struct corpus *corpus, const char *line)
{
	int times = strpbrk(line, "0123456789") ? 1 : 2;

	while (times-- && corpus->sentence_count < LINES_MAX)
		corpus->sentences[corpus->sentence_count++] = strdup(line);
}

static int read_sentences(struct corpus *corpus, const char *path)
{
	static char line[4096];
	FILE *file = fopen(path, "r");

	if (!file)
		return 0;
	while (fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '@')
			add_list(corpus, strdup(line + 1));
		else if (line[0] && line[0] != '#')
			add_sentence(corpus, line);
	}
	fclose(file);
	return corpus->sentence_count > 0;
}

/* The whole number that `text` writes without its point; *decimals gets the digits behind it. */
static int64_t read_scaled(const char *text, const char *end, int *decimals)
{
	int64_t value = 0;

	*decimals = 0;
	for (int behind = 0; text < end; text++) {
		if (*text == '.') {
			behind = 1;
			continue;
		}
		value = value * 10 + (*text - '0');
		*decimals += behind;
	}
	return value;
}

static void put_number(struct corpus *corpus, const char *range, const char *end)
{
	const char *dash = memchr(range, '-', (size_t)(end - range));
	int grouped = *range == ',', decimals, length;
	int64_t low = read_scaled(range + grouped, dash, &decimals);
	int64_t high = read_scaled(dash + 1, end, &decimals);
	int64_t value = low + (int64_t)(next_random(corpus) % (uint64_t)(high - low + 1));
	char text[64];

	if (grouped)
		length = snprintf(text, sizeof text, "%lld,%03lld", (long long)value / 1000,
				  (long long)value % 1000);
	else if (decimals == 0)
		length = snprintf(text, sizeof text, "%lld", (long long)value);
	else if (decimals == 1)
		length = snprintf(text, sizeof text, "%lld.%lld", (long long)value / 10,
				  (long long)value % 10);
	else
		length = snprintf(text, sizeof text, "%lld.%02lld", (long long)value / 100,
				  (long long)value % 100);
	put(corpus, text, (size_t)length);
}

static void put_line(struct corpus *corpus, const char *at);

static void put_choice(struct corpus *corpus, const char *name, size_t length)
{
	for (int i = 0; i < corpus->list_count; i++) {
		struct list *list = &corpus->lists[i];
		if (strlen(list->name) == length && memcmp(list->name, name, length) == 0) {
			char *choice = list->choices[next_random(corpus) % (uint64_t)list->count];
			put_line(corpus, strcmp(choice, "-") == 0 ? "" : choice);
			return;
		}
	}
	fprintf(stderr, "no list `%.*s`\n", (int)length, name);
	exit(1);
}

/* A sentence, or a choice that holds choices itself. */
static void put_line(struct corpus *corpus, const char *at)
{
	while (*at) {
		size_t plain = strcspn(at, "{");
		put(corpus, at, plain);
		at += plain;
		if (!*at)
			break;
		const char *end = strchr(++at, '}');
		if ((*at >= '0' && *at <= '9') || *at == ',')
			put_number(corpus, at, end);
		else
			put_choice(corpus, at, (size_t)(end - at));
		at = end + 1;
	}
}

static void put_article(struct corpus *corpus, int spaced)
{
	for (uint64_t paragraphs = 4 + next_random(corpus) % 5; paragraphs; paragraphs--) {
		for (uint64_t sentences = 3 + next_random(corpus) % 3; sentences; sentences--) {
			uint64_t pick = next_random(corpus) % (uint64_t)corpus->sentence_count;
			put_line(corpus, corpus->sentences[pick]);
			if (spaced && sentences > 1)
				put(corpus, " ", 1);
		}
		put(corpus, "\n", 1);
	}
	put(corpus, "\n", 1);
}

int main(int count, char **arguments)
{
	struct corpus *corpus = calloc(1, sizeof *corpus);

	if (!corpus || count != 3 || !read_sentences(corpus, arguments[1])) {
		fprintf(stderr, "usage: make_corpus SENTENCES.txt MEGABYTES > FILE\n");
		return 2;
	}
	/* Where sentences end in an ASCII full stop, a space follows it. */
	const char *first = corpus->sentences[0];
	int spaced = first[strlen(first) - 1] == '.';
	corpus->random = 88172645463325252u;
	corpus->out = stdout;
	while (corpus->written < strtoull(arguments[2], NULL, 10) * 1000000)
		put_article(corpus, spaced);
	return fflush(stdout) != 0;
}
