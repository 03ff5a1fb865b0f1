/* SPDX-License-Identifier: MIT
 * What the parts of the runner share: the program under test as a child process, files,
 * and a tally. The runner knows the program only from outside. */
#ifndef RUN_H
#define RUN_H

#include <stdbool.h>
#include <stddef.h>

struct tally {
	const char *group;
	int passed, failed, known_bugs;
	bool rewrite; /* write what was printed into the expected files */
};

struct text {
	char *at; /* NUL-terminated for convenience; may hold NULs */
	size_t length;
};

/* Runs program with arguments (ending in NULL) in folder (NULL: here); what it prints
 * goes to *out, with its messages too when merge is set. Returns the exit status, -1 when
 * it was ended by a signal or could not start. */
int run_program(char *const arguments[], const char *folder, bool merge, struct text *out);
/* The file's bytes; at is NULL when it can't be read. */
struct text run_read(const char *path);
bool run_write(const char *path, struct text text);
/* A temporary file with these bytes; the caller frees and unlinks the name. */
char *run_temporary(struct text text);
/* Counts a case; says its name when it failed. */
void run_count(struct tally *tally, bool passed, const char *name);
/* Prints the lines in which the two differ: `-` expected, `+` printed. */
void run_difference(struct text expected, struct text printed);

/* The text in another form of its characters (inner/fold.h), which the caller frees. And
 * whether two texts differ in nothing but such forms. */
char *run_in_form(const char *text, unsigned form);
bool run_same_folded(const char *a, const char *b);

/* One argument (a chapter, a folder) each. program is an absolute path. */
void run_spec(const char *program, const char *path, struct tally *tally);
void run_golden(const char *program, const char *path, struct tally *tally);
void run_chop(const char *program, const char *path, struct tally *tally);
void run_bad_rules(const char *program, const char *path, struct tally *tally);

#endif
