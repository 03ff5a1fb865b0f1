/* SPDX-License-Identifier: MIT
 * The stages over one short text, and the rules that sub-commands work with. */
#include "pipeline.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli.h"

/* ORDER: AVER_STAGES */
static const struct av_stage *const stages[AVER_STAGES] = {
	&av_stage_read,	 &av_stage_normalise, &av_stage_segment, &av_stage_tokenise,
	&av_stage_match, &av_stage_resolve,   &av_stage_relate,	 &av_stage_emit,
};

enum aver_status pipeline_open(struct pipeline *p, const struct av_rules *rules)
{
	*p = (struct pipeline){ .rules = rules };
	for (; p->opened < AVER_STAGES; p->opened++) {
		const struct av_stage *stage = stages[p->opened];
		enum aver_status status = stage->open ? stage->open(rules, &p->states[p->opened])
						      : AVER_OK;
		if (status != AVER_OK) {
			pipeline_close(p);
			return status;
		}
	}
	return AVER_OK;
}

enum aver_status pipeline_run(struct pipeline *p, struct av_str text)
{
	struct av_doc *doc = &p->doc;
	av_doc_reset(doc);
	doc->id = AV_STR("text");
	doc->bytes = text;
	doc->source_line = doc->source_column = 1;
	doc->lang = AV_STR("auto");
	doc->reference = (struct av_date){ .year = 2024, .month = 5, .day = 28, .hour = -1 };
	doc->show_context = true;
	doc->first_block = doc->last_block = true;
	enum aver_status status = AVER_OK;
	for (unsigned i = 0; i < AVER_STAGES && status == AVER_OK; i++)
		status = stages[i]->run(p->states[i], p->rules, doc);
	return status == AVER_OK && doc->output.failed ? AVER_NO_MEMORY : status;
}

void pipeline_close(struct pipeline *p)
{
	while (p->opened-- > 0)
		if (stages[p->opened]->close)
			stages[p->opened]->close(p->states[p->opened]);
	p->opened = 0;
	av_doc_free(&p->doc);
}

/* --- Rules ------------------------------------------------------------------------------ */

static bool is_folder(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* The file's bytes; `text->at` is to be freed. false: errno says why not. */
static bool read_file(const char *path, struct av_buffer *text)
{
	FILE *stream = fopen(path, "rb");
	bool fine = stream != NULL;
	while (fine && !feof(stream)) {
		char *to = av_buffer_reserve(text, 65536);
		if (to)
			text->length += fread(to, 1, 65536, stream);
		fine = to && !ferror(stream);
	}
	int error = errno;
	if (stream)
		fclose(stream);
	errno = error;
	return fine;
}

/* Errors, and warnings about what the caller named: those about other rules are for their
 * own author. */
static void print_messages(const struct av_diag *diag, const char *path)
{
	struct av_buffer text = { 0 };
	size_t length = path ? strlen(path) : 0;
	for (uint32_t i = 0; i < diag->messages.count; i++) {
		const struct av_message *message = &diag->messages.items[i];
		bool named = message->file.length >= length &&
			     (length == 0 || memcmp(message->file.at, path, length) == 0);
		if (named || message->severity == AV_ERROR)
			av_diag_print(message, &text);
	}
	if (diag->dropped)
		av_buffer_printf(&text, "%u more messages are not shown\n", diag->dropped);
	if (text.length)
		fwrite(text.at, 1, text.length, stderr);
	av_buffer_free(&text);
}

static struct av_rules *compile(const struct av_rule_sources *sources, const char *path,
				int *status)
{
	struct av_diag diag = { 0 };
	struct av_rules *rules;
	enum aver_status result = av_rules_compile(sources, &diag, &rules);
	print_messages(&diag, path);
	if (result != AVER_OK && diag.errors == 0)
		fprintf(stderr, "aver: %s\n", aver_status_text(result));
	*status = result == AVER_OK ? AV_EXIT_DONE
				    : result == AVER_BAD_RULES ? AV_EXIT_SOME : AV_EXIT_STOPPED;
	av_diag_free(&diag);
	return rules;
}

struct av_rules *load_rules(const char *path, struct av_examples *examples, int *status)
{
	struct av_rule_sources sources = { .examples = examples };
	struct av_rule_file file;
	struct av_buffer text = { 0 };
	if (path && is_folder(path)) {
		sources.extra_dir = path;
	} else if (path) {
		if (!read_file(path, &text)) {
			fprintf(stderr, "aver: can't read %s: %s\n", path, strerror(errno));
			av_buffer_free(&text);
			*status = AV_EXIT_STOPPED;
			return NULL;
		}
		file = (struct av_rule_file){ av_str_of(path, strlen(path)), av_buffer_str(&text) };
		sources.files = &file;
		sources.file_count = 1;
	}
	struct av_rules *rules = compile(&sources, path, status);
	av_buffer_free(&text);
	return rules;
}
