/* SPDX-License-Identifier: MIT
 * The program: which part of it is wanted. The only place that ends the process. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "rules", av_cli_rules },
	{ "explain", av_cli_explain },
};

int main(int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
		if (!strcmp(argv[1], commands[i].name))
			exit(commands[i].run(argc - 1, argv + 1));
	exit(av_cli_extract(argc, argv));
}
