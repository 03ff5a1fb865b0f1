/* SPDX-License-Identifier: MIT
 * The command line of `aver [OPTIONS] [FILE…]`, as given. */
#ifndef AV_OPTIONS_H
#define AV_OPTIONS_H

#include <stdbool.h>

/* Options that were not given are NULL or false. All text is argv's own. */
struct options {
	const char *from, *text_field, *id_field, *to, *output, *lang, *encoding, *reference;
	const char *kinds, *min_confidence, *rules, *only_rules, *jobs, *errors, *until;
	bool quiet, help, version;
	char **files; /* what is no option; argv's places are used again */
	int file_count;
};

/* Reads the arguments behind argv[0]. false: said on stderr what is wrong. */
bool av_options_parse(struct options *options, int argc, char **argv);
/* Prints the help to stdout, made from the table. */
void av_options_help(void);
/* The nearest of `count` names, or NULL when none is near. */
const char *av_nearest_name(const char *word, const char *const *names, unsigned count);

#endif
