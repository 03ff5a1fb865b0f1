/* SPDX-License-Identifier: MIT
 * The public API, and the one table of stages. */
#include "aver.h"

#include <stdlib.h>

#include "inner/compile.h"
#include "run.h"

const struct av_stage *const av_stages[AVER_STAGES] = {
	&av_stage_read,  &av_stage_normalise, &av_stage_segment, &av_stage_tokenise,
	&av_stage_match, &av_stage_resolve,   &av_stage_relate,  &av_stage_emit,
};

const char *aver_version(void)
{
	return AVER_VERSION;
}

const char *aver_stage_name(unsigned index)
{
	return index < AVER_STAGES ? av_stages[index]->name : NULL;
}

const char *aver_status_text(enum aver_status status)
{
	static const char *const texts[AVER_STATUSES] = {
		[AVER_OK] = "done",
		[AVER_NO_MEMORY] = "not enough memory",
		[AVER_BAD_ARGUMENT] = "an option or argument that means nothing",
		[AVER_BAD_ENCODING] = "an unknown encoding",
		[AVER_BAD_RULES] = "rules that can't be read or have mistakes",
		[AVER_BAD_INPUT] = "some documents could not be processed",
		[AVER_STOPPED] = "stopped by the caller",
		[AVER_INTERNAL] = "a fault of the library",
	};
	return (unsigned)status < AVER_STATUSES ? texts[status] : "an unknown status";
}

/* --- rules ----------------------------------------------------------------------- */

enum aver_status aver_rules_builtin(struct aver_rules **rules)
{
	return aver_rules_load(NULL, rules);
}

/* Hands the messages to the caller; false: not all of them, memory was out. */
static bool tell(const struct aver_rules_options *options, const struct av_diag *diag)
{
	struct av_buffer text = { 0 };
	if (!options || !options->message)
		return true;
	for (uint32_t i = 0; i < diag->messages.count; i++) {
		text.length = 0;
		av_diag_print(&diag->messages.items[i], &text);
		if (!text.failed)
			options->message(options->user, text.at, text.length);
	}
	bool told = !text.failed;
	av_buffer_free(&text);
	return told;
}

enum aver_status aver_rules_load(const struct aver_rules_options *options,
				 struct aver_rules **rules)
{
	struct av_rule_sources sources = { 0 };
	struct av_diag diag = { 0 };
	*rules = calloc(1, sizeof **rules);
	if (!*rules)
		return AVER_NO_MEMORY;
	if (options) {
		sources.extra_dir = options->add_dir;
		sources.only_dir = options->only_dir;
	}
	enum aver_status status = av_rules_compile(&sources, &diag, &(*rules)->rules);
	bool told = tell(options, &diag);
	av_diag_free(&diag);
	if (status != AVER_OK) {
		free(*rules);
		*rules = NULL;
		return told ? status : AVER_NO_MEMORY;
	}
	return AVER_OK;
}

void aver_rules_free(struct aver_rules *rules)
{
	if (rules)
		av_rules_release(rules->rules);
	free(rules);
}

/* --- one document at a time -------------------------------------------------------- */

enum aver_status aver_options_check(const struct aver_options *options, char *reason, size_t size)
{
	struct av_settings settings;
	struct av_buffer text = { 0 };
	enum aver_status status = av_settings_make(options, &settings, &text);
	if (reason && size) {
		size_t length = text.length < size ? text.length : size - 1;
		if (length)
			memcpy(reason, text.at, length);
		reason[length] = '\0';
	}
	av_buffer_free(&text);
	return status;
}

enum aver_status aver_worker_new(const struct aver_rules *rules,
				 const struct aver_options *options, struct aver_worker **worker)
{
	struct av_settings settings;
	struct av_buffer reason = { 0 };
	*worker = NULL;
	if (!rules)
		return AVER_BAD_ARGUMENT;
	enum aver_status status = av_settings_make(options, &settings, &reason);
	av_buffer_free(&reason);
	if (status != AVER_OK)
		return status;
	*worker = calloc(1, sizeof **worker);
	if (!*worker)
		return AVER_NO_MEMORY;
	status = av_worker_open(*worker, rules->rules, &settings);
	if (status != AVER_OK) {
		aver_worker_free(*worker);
		*worker = NULL;
	}
	return status;
}

void aver_worker_free(struct aver_worker *worker)
{
	if (worker)
		av_worker_close(worker);
	free(worker);
}

/* Text of the caller's, who may give NULL for nothing. */
static struct av_str given(const char *at, size_t length)
{
	return at ? av_str_of(at, length) : AV_STR("");
}

/* What the document says of itself wins over the worker's options. */
static enum aver_status block_of(struct aver_worker *worker, const struct aver_document *document,
				 struct av_block *block)
{
	const struct av_settings *settings = &worker->settings;
	struct av_settings own;
	struct aver_options options = { .encoding = document->encoding, .lang = document->lang,
					.reference = document->reference };
	worker->text.length = 0;
	worker->text.failed = false;
	enum aver_status status = av_settings_make(&options, &own, &worker->text);
	const char *lang = document->lang ? document->lang : settings->lang;
	const char *named = document->encoding ? own.encoding : settings->encoding;
	*block = (struct av_block){
		.id = given(document->id, document->id_length),
		.bytes = given(document->text, document->length),
		.lang = av_str_of(lang, strlen(lang)),
		.reference = document->reference ? own.reference : settings->reference,
		.first = true,
	};
	block->encoding = av_encoding_find(block->bytes, true, true,
					   av_str_of(named, strlen(named)));
	block->offset = block->encoding.mark;
	block->bytes = av_str_of(block->bytes.at + block->offset,
				 block->bytes.length - block->offset);
	return status;
}

/* The remarks as lines of text, into worker->text. */
static void print_remarks(struct aver_worker *worker)
{
	for (uint32_t i = 0; i < worker->remarks.count; i++) {
		const struct av_remark *remark = &worker->remarks.items[i];
		const char *text = worker->remarks.texts.at + remark->text;
		av_buffer_append(&worker->text, av_str_of(text, strlen(text)));
		av_buffer_append_char(&worker->text, '\n');
	}
}

struct sink {
	aver_write_fn *write;
	void *user;
	bool stopped; /* the caller wants no more; what comes is dropped */
};

static void flush(void *user, struct av_buffer *output)
{
	struct sink *sink = user;
	if (output->length && !sink->stopped)
		sink->stopped = sink->write(sink->user, output->at, output->length) != 0;
	output->length = 0;
}

enum aver_status aver_extract(struct aver_worker *worker, const struct aver_document *document,
			      aver_write_fn *write, void *user)
{
	struct sink sink = { write, user, false };
	struct av_block block;
	av_remarks_clear(&worker->remarks);
	enum aver_status status = block_of(worker, document, &block);
	worker->flush = flush;
	worker->flush_user = &sink;
	if (status == AVER_OK)
		status = av_document_run(worker, block, &worker->remarks);
	worker->flush = NULL;
	worker->flush_user = NULL;
	if (status == AVER_OK && sink.stopped)
		status = AVER_STOPPED;
	if (status != AVER_OK && !worker->text.length)
		av_remarks_fail(&worker->remarks, (struct av_place){ block.id, block.id, 0, 0 },
				status);
	print_remarks(worker);
	av_buffer_append_char(&worker->text, '\0');
	bool lost = worker->remarks.texts.failed || worker->text.failed;
	return status == AVER_OK && lost ? AVER_NO_MEMORY : status;
}

static int append(void *user, const char *bytes, size_t length)
{
	struct av_buffer *buffer = user;
	av_buffer_append(buffer, av_str_of(bytes, length));
	return buffer->failed;
}

enum aver_status aver_records(struct aver_worker *worker, const struct aver_document *document,
			      const char **records, size_t *length)
{
	struct av_buffer *buffer = &worker->records;
	buffer->length = 0;
	buffer->failed = false;
	enum aver_status status = aver_extract(worker, document, append, buffer);
	*records = buffer->length ? buffer->at : "";
	*length = buffer->length;
	return buffer->failed ? AVER_NO_MEMORY : status;
}

const char *aver_worker_remarks(const struct aver_worker *worker)
{
	return worker->text.length && !worker->text.failed ? worker->text.at : "";
}
