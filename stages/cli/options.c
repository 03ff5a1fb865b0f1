/* SPDX-License-Identifier: MIT
 * One table of options: it is what is parsed, what --help shows, and what a mistyped
 * option is compared with. */
#include "options.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "inner/str.h"

struct option {
	const char *name;
	char letter;
	const char *value; /* what stands for its value in the help; NULL: a flag */
	size_t place;      /* in struct options */
	const char *help;
};

#define PLACE(member) offsetof(struct options, member)

static const struct option table[] = {
	{ "from", 0, "text|jsonl", PLACE(from),
	  "what the input is; else by its name (.jsonl, .ndjson), else text" },
	{ "text-field", 0, "NAME", PLACE(text_field), "where JSON Lines have their text (text)" },
	{ "id-field", 0, "NAME", PLACE(id_field), "where JSON Lines have their id (id)" },
	{ "to", 0, "FORMAT", PLACE(to),
	  "jsonl (a record a line), json, table, marked (the text, its figures in colour)" },
	{ "output", 'o', "FILE", PLACE(output), "write there, not to standard output" },
	{ "lang", 0, "auto|CODE", PLACE(lang), "zh, en, en-GB …: settles open readings" },
	{ "encoding", 0, "auto|NAME", PLACE(encoding), "encoding of text input, as ICU names it" },
	{ "reference", 0, "DATE", PLACE(reference),
	  "the date the text is from, 2024-05-27 or 2024-05-27T09:30" },
	{ "kinds", 0, "LIST", PLACE(kinds), "only these kinds of record: money,percent,..." },
	{ "min-confidence", 0, "X", PLACE(min_confidence),
	  "only records at least that sure, 0 to 1" },
	{ "rules", 0, "DIR", PLACE(rules), "add rules to the built-in ones; same names override" },
	{ "only-rules", 0, "DIR", PLACE(only_rules),
	  "take these rules instead of the built-in ones" },
	{ "jobs", 'j', "N", PLACE(jobs), "threads that work (all cores); the output is the same" },
	{ "errors", 0, "FILE", PLACE(errors), "what failed, as JSON Lines, not as text on stderr" },
	{ "until", 0, "STAGE", PLACE(until), "show what that stage of the pipeline made instead" },
	{ "quiet", 'q', NULL, PLACE(quiet), "no progress and no remarks, only what failed" },
	{ "help", 'h', NULL, PLACE(help), "show this" },
	{ "version", 'V', NULL, PLACE(version), "show the version" },
};

#define OPTIONS (sizeof table / sizeof *table)

const char *av_nearest_name(const char *word, const char *const *names, unsigned count)
{
	const char *best = NULL;
	unsigned least = 3;
	for (unsigned i = 0; i < count; i++) {
		unsigned distance = av_str_distance(av_str_of(word, strlen(word)),
						    av_str_of(names[i], strlen(names[i])), least);
		if (distance < least && distance < strlen(names[i])) {
			least = distance;
			best = names[i];
		}
	}
	return best;
}

static bool fail(const char *argument, const char *problem, const char *near)
{
	fprintf(stderr, "aver: %s `%s`", problem, argument);
	if (near)
		fprintf(stderr, ", did you mean `--%s`?", near);
	fputs("\nTry `aver --help`.\n", stderr);
	return false;
}

static bool unknown(const char *argument, size_t length)
{
	char word[32] = "";
	const char *names[OPTIONS];
	for (size_t i = 0; i < OPTIONS; i++)
		names[i] = table[i].name;
	if (length < sizeof word)
		memcpy(word, argument + 2, length);
	return fail(argument, "unknown option", av_nearest_name(word, names, OPTIONS));
}

static const struct option *find_name(const char *name, size_t length)
{
	for (size_t i = 0; i < OPTIONS; i++)
		if (strlen(table[i].name) == length && !memcmp(table[i].name, name, length))
			return &table[i];
	return NULL;
}

static const struct option *find_letter(char letter)
{
	for (size_t i = 0; i < OPTIONS; i++)
		if (table[i].letter == letter && letter)
			return &table[i];
	return NULL;
}

/* Sets the option; its value is `joined` (--name=value, -ovalue) or the next argument. */
static bool set(struct options *options, const struct option *option, const char *joined,
		int argc, char **argv, int *at)
{
	char *place = (char *)options + option->place;
	if (!option->value) {
		*(bool *)place = true;
		return !joined || fail(argv[*at], "the option takes no value:", NULL);
	}
	if (!joined && *at + 1 >= argc)
		return fail(argv[*at], "a value is missing behind", NULL);
	*(const char **)place = joined ? joined : argv[++*at];
	return true;
}

static bool parse_long(struct options *options, int argc, char **argv, int *at)
{
	const char *name = argv[*at] + 2, *equals = strchr(name, '=');
	size_t length = equals ? (size_t)(equals - name) : strlen(name);
	const struct option *option = find_name(name, length);
	if (!option)
		return unknown(argv[*at], length);
	return set(options, option, equals ? equals + 1 : NULL, argc, argv, at);
}

static bool parse_letter(struct options *options, int argc, char **argv, int *at)
{
	const struct option *option = find_letter(argv[*at][1]);
	if (!option)
		return fail(argv[*at], "unknown option", NULL);
	return set(options, option, argv[*at][2] ? argv[*at] + 2 : NULL, argc, argv, at);
}

bool av_options_parse(struct options *options, int argc, char **argv)
{
	bool ended = false;
	*options = (struct options){ .files = argv };
	for (int at = 1; at < argc; at++) {
		const char *argument = argv[at];
		bool fine = true;
		if (ended || argument[0] != '-' || !argument[1])
			options->files[options->file_count++] = argv[at];
		else if (!strcmp(argument, "--"))
			ended = true;
		else if (argument[1] == '-')
			fine = parse_long(options, argc, argv, &at);
		else
			fine = parse_letter(options, argc, argv, &at);
		if (!fine)
			return false;
	}
	return true;
}

static void help_line(const struct option *option)
{
	char left[64];
	snprintf(left, sizeof left, "%s%c%s--%s%s%s", option->letter ? "-" : " ",
		 option->letter ? option->letter : ' ', option->letter ? ", " : "  ", option->name,
		 option->value ? " " : "", option->value ? option->value : "");
	printf("  %-27s %s\n", left, option->help);
}

void av_options_help(void)
{
	puts("aver [OPTIONS] [FILE...]         every figure of the text as a record, a JSON line each\n"
	     "aver rules check|test|list [DIR]  looks at rules\n"
	     "aver explain [TEXT]               shows why a text is read as it is\n"
	     "No FILE, or -, is standard input. A file named `rules` is given as ./rules.\n");
	for (size_t i = 0; i < OPTIONS; i++)
		help_line(&table[i]);
	puts("\nExit status: 0 all done; 1 some documents failed, the others are done;\n"
	     "2 the command line means nothing; 3 could not go on (output full, rules broken).");
}
