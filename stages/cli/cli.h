/* SPDX-License-Identifier: MIT
 * The program's parts. Each sub-command takes its own arguments (argv[0] is its name)
 * and returns the exit status; only main.c exits. */
#ifndef AV_CLI_H
#define AV_CLI_H

/* Exit statuses, documented in --help. */
enum av_exit {
	AV_EXIT_DONE,    /* all done */
	AV_EXIT_SOME,    /* some documents failed, the others are done; rules with mistakes */
	AV_EXIT_USAGE,   /* the command line means nothing */
	AV_EXIT_STOPPED, /* could not go on: output full, rules broken, memory out */
};

/* aver [OPTIONS] [FILE…] */
int av_cli_extract(int argc, char **argv);
/* aver rules check|test|list [DIR] */
int av_cli_rules(int argc, char **argv);
/* aver explain [TEXT] */
int av_cli_explain(int argc, char **argv);

#endif
