/* SPDX-License-Identifier: MIT
 * The program: which part of it is wanted. The only place that ends the process. */
#include <malloc.h>
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

/* Large buffers go back to the system when they are freed: glibc would keep them for each
 * thread once it has seen some. */
static void bound_memory(void)
{
#ifdef M_MMAP_THRESHOLD
	mallopt(M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

int main(int argc, char **argv)
{
	bound_memory();
	for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
		if (!strcmp(argv[1], commands[i].name))
			exit(commands[i].run(argc - 1, argv + 1));
	exit(av_cli_extract(argc, argv));
}
