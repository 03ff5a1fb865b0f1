/* SPDX-License-Identifier: MIT
 * `aver [OPTIONS] [FILE…]`: opens what there is to open, runs the library over it, and
 * says what went wrong. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aver.h"
#include "cli.h"
#include "errors.h"
#include "inputs.h"
#include "options.h"
#include "output.h"
#include "progress.h"

struct extraction {
	struct options options;
	struct inputs inputs;
	struct output output;
	struct errors errors;
	struct progress progress;
	struct aver_run run;
	struct aver_rules *rules;
};

static bool fail(const char *format, const char *what, const char *why)
{
	fputs("aver: ", stderr);
	fprintf(stderr, format, what, why);
	fputs("\n", stderr);
	return false;
}

/* --- what the command line means ------------------------------------------------------ */

/* Whether `word` (NULL: not given) is one of the names. */
static bool check_word(const char *option, const char *word, const char *const *names,
		       unsigned count)
{
	for (unsigned i = 0; word && i < count; i++)
		if (!strcmp(word, names[i]))
			return true;
	if (!word)
		return true;
	const char *near = av_nearest_name(word, names, count);
	fprintf(stderr, "aver: `%s %s` is not known", option, word);
	if (near)
		fprintf(stderr, ", did you mean `%s`? Known are:", near);
	else
		fputs("; known are:", stderr);
	for (unsigned i = 0; i < count; i++)
		fprintf(stderr, " %s", names[i]);
	fputs("\n", stderr);
	return false;
}

static bool read_jobs(const char *text, unsigned *jobs)
{
	char *end;
	if (!text)
		return true;
	unsigned long count = strtoul(text, &end, 10);
	if (*end || end == text || text[0] == '-' || count < 1 || count > 1024)
		return fail("`--jobs %s`: give a number from 1 to 1024%s", text, "");
	*jobs = (unsigned)count;
	return true;
}

static bool read_confidence(const char *text, double *confidence)
{
	char *end;
	if (!text)
		return true;
	*confidence = strtod(text, &end);
	if (*end || end == text || !(*confidence >= 0 && *confidence <= 1))
		return fail("`--min-confidence %s`: give a number from 0 to 1%s", text, "");
	return true;
}

static bool check_together(const struct options *o)
{
	if (o->rules && o->only_rules)
		return fail("`--rules` adds to the built-in rules, `--only-rules` replaces them: "
			    "give one of them%s%s", "", "");
	if (o->until && o->to && (!strcmp(o->to, "table") || !strcmp(o->to, "marked")))
		return fail("`--to %s` shows records: leave `--until %s` away", o->to, o->until);
	return true;
}

static bool check_options(struct extraction *e)
{
	static const char *const sources[] = { "text", "jsonl" };
	const struct options *o = &e->options;
	struct aver_options *to = &e->run.options;
	char reason[512];
	to->lang = o->lang;
	to->reference = o->reference;
	to->encoding = o->encoding;
	to->kinds = o->kinds;
	to->until = o->until;
	to->to = o->to && !strcmp(o->to, "marked") ? o->to : NULL;
	if (!check_word("--from", o->from, sources, 2) ||
	    !check_word("--to", o->to, av_output_formats, av_output_format_count) ||
	    !read_jobs(o->jobs, &e->run.jobs) ||
	    !read_confidence(o->min_confidence, &to->min_confidence) || !check_together(o))
		return false;
	return aver_options_check(to, reason, sizeof reason) == AVER_OK ||
	       fail("%s%s", reason, "");
}

/* --- callbacks ------------------------------------------------------------------------- */

static int next(void *user, struct aver_input *input)
{
	struct extraction *e = user;
	return av_inputs_next(&e->inputs, input);
}

static int take(void *user, const char *bytes, size_t length)
{
	struct extraction *e = user;
	if (e->output.file == STDOUT_FILENO)
		av_progress_clear(&e->progress);
	return !e->output.take(&e->output, av_str_of(bytes, length));
}

static void report(void *user, const struct aver_report *told)
{
	struct extraction *e = user;
	av_progress_clear(&e->progress);
	av_errors_report(&e->errors, told);
}

static void progress(void *user, const struct aver_totals *so_far)
{
	struct extraction *e = user;
	av_progress_show(&e->progress, so_far);
}

static void rule_message(void *user, const char *text, size_t length)
{
	(void)user;
	fwrite(text, 1, length, stderr);
}

/* --- the work ---------------------------------------------------------------------------- */

static int open_for_writing(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
}

/* Opens what is written to. An output that is an input would be emptied before it is read. */
static bool open_outputs(struct extraction *e)
{
	const struct options *o = &e->options;
	e->output.file = STDOUT_FILENO;
	e->output.name = o->output ? o->output : "standard output";
	if (o->output && av_inputs_have(&e->inputs, o->output))
		return fail("%s is also an input: write to another file%s", o->output, "");
	if (o->errors && av_inputs_have(&e->inputs, o->errors))
		return fail("%s is also an input: write errors to another file%s", o->errors, "");
	if (o->output && strcmp(o->output, "-") != 0)
		e->output.file = open_for_writing(o->output);
	if (e->output.file < 0)
		return fail("can't write %s: %s", o->output, strerror(errno));
	e->errors.file = o->errors ? open_for_writing(o->errors) : -1;
	if (o->errors && e->errors.file < 0)
		return fail("can't write %s: %s", o->errors, strerror(errno));
	e->errors.quiet = o->quiet;
	return av_output_open(&e->output, o->to ? o->to : "jsonl") ||
	       fail("%s%s", "not enough memory", "");
}

static bool load_rules(struct extraction *e)
{
	struct aver_rules_options options = { .add_dir = e->options.rules,
					      .only_dir = e->options.only_rules,
					      .message = rule_message };
	enum aver_status status = aver_rules_load(&options, &e->rules);
	return status == AVER_OK || fail("could not go on: %s%s", aver_status_text(status), "");
}

static void prepare_run(struct extraction *e)
{
	struct aver_run *run = &e->run;
	run->rules = e->rules;
	run->text_field = e->options.text_field;
	run->id_field = e->options.id_field;
	run->user = e;
	run->next = next;
	run->write = take;
	run->report = report;
	run->progress = progress;
}

/* Closing can fail too, where writing was only promised. */
static bool close_output(struct extraction *e)
{
	if (e->output.file >= 0 && close(e->output.file) && !e->output.error)
		e->output.error = errno;
	e->output.file = -1;
	return !e->output.error;
}

/* A reader that went away wants no message. */
static int stopped(const struct extraction *e, enum aver_status status)
{
	if (e->output.error && e->output.error != EPIPE)
		fail("can't write to %s: %s; the output is not complete", e->output.name,
		     strerror(e->output.error));
	else if (e->errors.error)
		fail("can't write to %s: %s", e->options.errors, strerror(e->errors.error));
	else if (!e->output.error)
		fail("could not go on: %s%s", aver_status_text(status), "");
	return AV_EXIT_STOPPED;
}

static int extract(struct extraction *e)
{
	prepare_run(e);
	av_progress_start(&e->progress, e->options.quiet, e->output.file, e->inputs.size);
	enum aver_status status = aver_run(&e->run, NULL);
	av_progress_clear(&e->progress);
	bool went_on = status == AVER_OK || status == AVER_BAD_INPUT;
	bool ended = went_on && e->output.end(&e->output);
	if (!close_output(e) || !ended || e->errors.error)
		return stopped(e, status);
	return status == AVER_OK ? AV_EXIT_DONE : AV_EXIT_SOME;
}

static void close_all(struct extraction *e)
{
	av_inputs_end(&e->inputs);
	av_output_free(&e->output);
	aver_rules_free(e->rules);
	if (e->errors.file >= 0)
		close(e->errors.file);
}

int av_cli_extract(int argc, char **argv)
{
	struct extraction e = { .errors.file = -1, .inputs.open = -1 };
	if (!av_options_parse(&e.options, argc, argv))
		return AV_EXIT_USAGE;
	if (e.options.help || e.options.version) {
		if (e.options.help)
			av_options_help();
		else
			printf("aver %s\n", aver_version());
		return fflush(stdout) ? AV_EXIT_STOPPED : AV_EXIT_DONE;
	}
	if (!check_options(&e))
		return AV_EXIT_USAGE;
	av_inputs_start(&e.inputs, e.options.files, e.options.file_count, e.options.from);
	int status = AV_EXIT_STOPPED;
	if (load_rules(&e) && open_outputs(&e))
		status = extract(&e);
	close_all(&e);
	return status;
}
