/* SPDX-License-Identifier: MIT
 * A folder of rules, small enough to be compiled once for every allocation it makes, and
 * one mistake to be added, so that messages run out of memory too. */
#ifndef RULE_FOLDER_H
#define RULE_FOLDER_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct rule_file {
	const char *name, *text;
} rule_files[] = {
	{ "units.tsv", "id\tdimension\tfactor\toffset\tsi\tkind\n"
		       "meter\tlength\t1\t\tmeter\tmeasure\n"
		       "kilometer\tlength\t1000\t\tmeter\tmeasure\n"
		       "percent\tpercent\t1\t\t\tpercent\n" },
	{ "unit-names.tsv", "surface\tunit\tflags\nkm\tkilometer\nm\tmeter\tcase\n" },
	{ "bounds.tsv", "surface\ttag\tvalue\nabout\tbefore\tabout\nover\tbefore\tmore_than\n" },
	{ "macros.rule", "macro pre = (?:<modifier:before> ?)?\n" },
	{ "length.rule", "list marks = long | wide\n\nrule length\nkind measure\n"
			 "match {pre}<value:number> ?<unit:unit length>(?: {marks})?\n"
			 "example about 5 km => value 5, unit kilometer\nreject 5 kg\n"
			 "rule percent\nkind percent\nmatch <n:number>%\nvalue = n * 1\n"
			 "unit = percent\nnot-after x\nexample 5% => value 5\nreject x5%\n" },
};
static const struct rule_file mistake = { "mistake.rule", "rule a\nkind nonsense\nmatch (\n"
							  "rule b\nunti = percent\n" };

#define RULE_FILES (sizeof rule_files / sizeof *rule_files)

static bool write_rule(const char *dir, const struct rule_file *rule)
{
	char path[128];
	snprintf(path, sizeof path, "%s/set", dir);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/set/%s", dir, rule->name);
	FILE *file = fopen(path, "w");
	if (!file)
		return false;
	fputs(rule->text, file);
	return fclose(file) == 0;
}

static void remove_rule(const char *dir, const struct rule_file *rule)
{
	char path[128];
	snprintf(path, sizeof path, "%s/set/%s", dir, rule->name);
	unlink(path);
}

static bool make_dir(char *dir, size_t size)
{
	const char *parent = getenv("TMPDIR");
	snprintf(dir, size, "%.40s/chaos-XXXXXX", parent ? parent : "/tmp");
	if (!mkdtemp(dir))
		return false;
	for (size_t i = 0; i < RULE_FILES; i++)
		if (!write_rule(dir, &rule_files[i]))
			return false;
	return true;
}

static void remove_dir(const char *dir)
{
	char path[128];
	for (size_t i = 0; i < RULE_FILES; i++)
		remove_rule(dir, &rule_files[i]);
	remove_rule(dir, &mistake);
	snprintf(path, sizeof path, "%s/set", dir);
	rmdir(path);
	rmdir(dir);
}

#endif
