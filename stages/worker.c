/* SPDX-License-Identifier: MIT
 * A worker and its steps over a block. Three steps, not one, because blocks of one
 * document run at the same time on several workers: only the middle step, which needs
 * to know who is speaking, waits for the block before. */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "inner/limits.h"
#include "run.h"

/* Stages before this one need no baton; this one does. */
#define BATON_STAGE 2

/* A block dense with figures can swell a worker's memory; beyond this it is given back. */
#define KEEP_BYTES (8u * 1024 * 1024)

enum aver_status av_worker_open(struct aver_worker *worker, const struct av_rules *rules,
				const struct av_settings *settings)
{
	worker->rules = rules;
	worker->settings = *settings;
	for (; worker->opened < AVER_STAGES; worker->opened++) {
		const struct av_stage *stage = av_stages[worker->opened];
		void **state = &worker->states[worker->opened];
		enum aver_status status = stage->open ? stage->open(rules, state) : AVER_OK;
		if (status != AVER_OK)
			return status;
	}
	return AVER_OK;
}

void av_worker_close(struct aver_worker *worker)
{
	while (worker->opened-- > 0)
		if (av_stages[worker->opened]->close)
			av_stages[worker->opened]->close(worker->states[worker->opened]);
	worker->opened = 0;
	av_doc_free(&worker->doc);
	av_buffer_free(&worker->baton.speaker);
	av_buffer_free(&worker->records);
	av_buffer_free(&worker->text);
	av_remarks_free(&worker->remarks);
}

void av_baton_start(struct av_baton *baton)
{
	baton->speaker.length = 0;
	baton->speaker.failed = false;
	baton->speaker_cue = (struct av_source_span){ 0, 0 };
	baton->line = baton->column = 1;
	baton->broken = baton->broken_first = 0;
	baton->failed = baton->digits = false;
}

static uint64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

#ifdef AVER_CHECK
/* Builds for testing look at every invariant after every stage. */
static enum aver_status check(const struct aver_worker *worker)
{
	return av_doc_check(&worker->doc, worker->rules) ? AVER_INTERNAL : AVER_OK;
}
#else
static enum aver_status check(const struct aver_worker *worker)
{
	(void)worker;
	return AVER_OK;
}
#endif

static enum aver_status run_stage(struct aver_worker *worker, unsigned index)
{
	uint64_t start = worker->timed ? now() : 0;
	enum aver_status status =
		av_stages[index]->run(worker->states[index], worker->rules, &worker->doc);
	if (worker->timed)
		worker->times[index] += now() - start;
	return status == AVER_OK ? check(worker) : status;
}

/* Runs the stages from `from` up to, not with, `to`, as far as the settings want them. */
static enum aver_status run_stages(struct aver_worker *worker, unsigned from, unsigned to)
{
	enum aver_status status = AVER_OK;
	for (unsigned i = from; i < to && i < worker->settings.stages && status == AVER_OK; i++)
		status = run_stage(worker, i);
	return status;
}

/* Whether the worker holds much more than its last block needed. */
static bool holds_too_much(const struct av_doc *doc)
{
	size_t number = sizeof *doc->numbers.items, figure = sizeof *doc->figures.items,
	       capture = sizeof *doc->captures.items;
	size_t held = doc->output.capacity + doc->numbers.capacity * number +
		      doc->figures.capacity * figure + doc->captures.capacity * capture;
	size_t needed = doc->output.length + doc->numbers.count * number +
			doc->figures.count * figure + doc->captures.count * capture;
	return held > KEEP_BYTES && needed < held / 8;
}

enum aver_status av_block_begin(struct aver_worker *worker, const struct av_block *block)
{
	struct av_doc *doc = &worker->doc;
	if (holds_too_much(doc))
		av_doc_free(doc);
	av_doc_reset(doc);
	doc->id = block->id;
	doc->bytes = block->bytes;
	doc->encoding = av_str_of(block->encoding.name, strlen(block->encoding.name));
	doc->source_offset = block->offset;
	doc->lang = block->lang;
	doc->reference = block->reference;
	doc->kinds = worker->settings.kinds;
	doc->min_confidence = worker->settings.min_confidence;
	doc->format = worker->settings.format;
	doc->flush = worker->flush;
	doc->flush_user = worker->flush_user;
	doc->first_block = block->first;
	doc->last_block = block->last;
	return run_stages(worker, 0, BATON_STAGE);
}

/* Line and column of what follows the source of this block. */
static void count_lines(struct av_baton *baton, struct av_str source)
{
	const char *at = source.at, *end = source.at + source.length, *found;
	while (at < end && (found = memchr(at, '\n', (size_t)(end - at)))) {
		baton->line++;
		baton->column = 1;
		at = found + 1;
	}
	if (at < end)
		baton->column += av_utf8_count(av_str_of(at, (size_t)(end - at)));
}

static enum aver_status take_carry(struct av_doc *doc, struct av_baton *baton)
{
	struct av_str speaker = av_buffer_str(&baton->speaker);
	doc->source_line = baton->line;
	doc->source_column = baton->column;
	doc->carry_in = (struct av_carry){ .speaker_cue = baton->speaker_cue,
					   .digits = baton->digits };
	if (speaker.length)
		doc->carry_in.speaker = av_arena_copy(&doc->arena, speaker);
	doc->carry_out = doc->carry_in;
	return !speaker.length || doc->carry_in.speaker.at ? AVER_OK : AVER_NO_MEMORY;
}

static enum aver_status give_carry(const struct av_doc *doc, struct av_baton *baton)
{
	baton->speaker_cue = doc->carry_out.speaker_cue;
	baton->speaker.length = 0;
	if (doc->carry_out.speaker.length)
		av_buffer_append(&baton->speaker, doc->carry_out.speaker);
	if (!baton->broken)
		baton->broken_first = doc->broken_first;
	baton->broken += doc->broken_count;
	if (doc->source.length)
		baton->digits = (uint8_t)(doc->source.at[doc->source.length - 1] - '0') < 10;
	count_lines(baton, doc->source);
	return baton->speaker.failed ? AVER_NO_MEMORY : AVER_OK;
}

enum aver_status av_block_middle(struct aver_worker *worker, struct av_baton *baton)
{
	struct av_doc *doc = &worker->doc;
	enum aver_status status = take_carry(doc, baton);
	if (status == AVER_OK)
		status = run_stages(worker, BATON_STAGE, BATON_STAGE + 1);
	enum aver_status given = give_carry(doc, baton);
	return status == AVER_OK ? given : status;
}

enum aver_status av_block_finish(struct aver_worker *worker)
{
	struct av_doc *doc = &worker->doc;
	const struct av_settings *settings = &worker->settings;
	enum aver_status status = run_stages(worker, BATON_STAGE + 1, AVER_STAGES);
	if (status == AVER_OK && settings->until)
		status = av_emit_stage(worker->rules, doc, settings->until);
	if (status == AVER_OK && doc->output.failed)
		status = AVER_NO_MEMORY;
	if (status != AVER_OK)
		doc->output.length = 0; /* its last line may be torn */
	return status;
}

static const char *encoding_name(const struct av_encoding *encoding)
{
	return encoding->name[0] ? encoding->name : "UTF-8";
}

void av_block_remarks(struct aver_worker *worker, const struct av_block *block,
		      const struct av_baton *baton, struct av_remarks *remarks)
{
	const struct av_doc *doc = &worker->doc;
	struct av_place place = { block->input, block->id, block->line, 0 };
	if (block->encoding.guessed)
		av_remarks_add(remarks, false, place,
			       "it is no UTF-8 and was taken for %s; name the encoding if that is wrong",
			       encoding_name(&block->encoding));
	for (uint32_t i = 0; i < doc->notes.count; i++) {
		const struct av_note *note = &doc->notes.items[i];
		place.offset = note->span.start;
		av_remarks_add(remarks, false, place, "%.*s (at byte %" PRIu64 ")",
			       (int)note->text.length, note->text.at, place.offset);
	}
	place.offset = block->offset + block->bytes.length;
	if (block->torn)
		av_remarks_add(remarks, false, place,
			       "%zu bytes without a line end, a sentence end, a comma or a space; a "
			       "figure that stands at byte %" PRIu64 " is cut in two",
			       block->bytes.length, place.offset);
	place.offset = baton->broken_first;
	if (block->last && baton->broken)
		av_remarks_add(remarks, false, place,
			       "%" PRIu64 " broken byte%s (no valid %s), the first at byte %" PRIu64
			       ", read as U+FFFD", baton->broken, baton->broken == 1 ? "" : "s",
			       encoding_name(&block->encoding), baton->broken_first);
}

/* One block of a document that is in memory. */
static enum aver_status run_block(struct aver_worker *worker, const struct av_block *block,
				  struct av_remarks *remarks)
{
	enum aver_status status = av_block_begin(worker, block);
	if (status == AVER_OK)
		status = av_block_middle(worker, &worker->baton);
	if (status == AVER_OK)
		status = av_block_finish(worker);
	av_block_remarks(worker, block, &worker->baton, remarks);
	return status;
}

enum aver_status av_document_run(struct aver_worker *worker, struct av_block document,
				 struct av_remarks *remarks)
{
	struct av_str rest = document.bytes;
	struct av_block block = document;
	enum aver_status status;
	av_baton_start(&worker->baton);
	do {
		size_t need;
		size_t length = av_block_cut(rest, &document.encoding, &need, &block.torn);
		block.last = !length;
		block.bytes = av_str_of(rest.at, length ? length : rest.length);
		status = run_block(worker, &block, remarks);
		if (status == AVER_OK)
			worker->flush(worker->flush_user, &worker->doc.output);
		rest = av_str_of(rest.at + block.bytes.length, rest.length - block.bytes.length);
		block.offset += block.bytes.length;
		block.first = block.encoding.guessed = false;
	} while (!block.last && status == AVER_OK);
	return status;
}
