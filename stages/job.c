/* SPDX-License-Identifier: MIT
 * A job: many small documents, some lines of JSON Lines, or one block of a document too
 * long for one job. Small ones share a job so that handing work over costs little. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "inner/limits.h"
#include "run.h"

/* Buffers that grew beyond this are given back when they are hardly used. */
#define KEEP_BYTES (1024u * 1024)


static void clear_buffer(struct av_buffer *buffer)
{
	if (buffer->capacity > KEEP_BYTES && buffer->length < buffer->capacity / 8)
		av_buffer_free(buffer);
	buffer->length = 0;
	buffer->failed = false;
}

void av_job_clear(struct av_job *job)
{
	if (job->raw.capacity > KEEP_BYTES)
		av_buffer_free(&job->raw);
	clear_buffer(&job->raw);
	clear_buffer(&job->names);
	clear_buffer(&job->output);
	av_remarks_clear(&job->remarks);
	job->pieces.count = 0;
	job->documents = job->failed = 0;
	job->status = AVER_OK;
}

void av_job_free(struct av_job *job)
{
	av_buffer_free(&job->raw);
	av_buffer_free(&job->names);
	av_buffer_free(&job->output);
	av_remarks_free(&job->remarks);
	free(job->pieces.items);
	*job = (struct av_job){ 0 };
}

static struct av_str piece_id(const struct av_job *job, const struct av_piece *piece)
{
	return av_str_of(job->names.at + piece->id, piece->id_length);
}

static struct av_block block_of(const struct aver_worker *worker, const struct av_job *job,
				const struct av_piece *piece)
{
	struct av_str bytes = av_str_of(job->raw.at + piece->start, piece->length);
	return (struct av_block){
		.input = piece_id(job, piece),
		.id = piece_id(job, piece),
		.bytes = bytes,
		.encoding = piece->encoding,
		.offset = piece->offset,
		.lang = av_str_of(worker->settings.lang, strlen(worker->settings.lang)),
		.reference = worker->settings.reference,
		.first = piece->first,
		.last = piece->last,
		.torn = piece->torn,
	};
}

/* Settles the encoding where the reader left it open, and steps over a byte order mark. */
static void settle(struct av_block *block, const struct av_piece *piece, const struct av_work *work)
{
	if (!piece->found)
		block->encoding = av_encoding_find(block->bytes, piece->first, piece->last,
						   work->encoding);
	if (!piece->first)
		return;
	unsigned mark = block->encoding.mark;
	block->bytes = av_str_of(block->bytes.at + mark, block->bytes.length - mark);
	block->offset += mark;
}

/* The middle of a block, between taking the baton and handing it on; it is handed on
 * whatever happens, or the next block would wait for ever. `failed`: the document had
 * failed before this block. */
static enum aver_status relay_block(struct aver_worker *worker, const struct av_job *job,
				    const struct av_piece *piece, struct av_relay *relay,
				    enum aver_status status, bool *failed)
{
	struct av_baton *baton = &worker->baton;
	if (piece->first)
		av_baton_start(baton);
	else
		av_relay_take(relay, job->number, baton);
	if (status == AVER_OK)
		status = av_block_middle(worker, baton);
	*failed = baton->failed;
	baton->failed |= status != AVER_OK;
	if (!piece->last)
		av_relay_pass(relay, job->number, baton);
	return status;
}

static void run_text(struct aver_worker *worker, struct av_job *job, const struct av_piece *piece,
		     const struct av_work *work)
{
	struct av_block block = block_of(worker, job, piece);
	bool failed;
	settle(&block, piece, work);
	enum aver_status status = av_block_begin(worker, &block);
	status = relay_block(worker, job, piece, work->relay, status, &failed);
	if (status == AVER_OK)
		status = av_block_finish(worker);
	av_block_remarks(worker, &block, &worker->baton, &job->remarks);
	job->documents += piece->last;
	if (status == AVER_OK) {
		worker->flush(worker->flush_user, &worker->doc.output);
		return;
	}
	av_remarks_fail(&job->remarks, (struct av_place){ block.input, block.id, 0, block.offset },
			status);
	job->failed += !failed;
}

static void fail_line(struct av_job *job, struct av_place place, const struct av_buffer *reason)
{
	job->failed++;
	if (reason->failed)
		av_remarks_fail(&job->remarks, place, AVER_NO_MEMORY);
	else
		av_remarks_add(&job->remarks, true, place, "%.*s", (int)reason->length, reason->at);
}

/* The record's own language and date win over the options. */
static bool set_record(struct av_block *block, const struct av_record *record,
		       struct av_buffer *reason)
{
	if (record->id.length)
		block->id = record->id;
	if (record->lang.length)
		block->lang = record->lang;
	block->bytes = record->text;
	if (!record->reference.length || av_date_parse(record->reference, &block->reference))
		return true;
	av_buffer_printf(reason, "the record's reference `%.*s` is no date; write it as 2024-05-27",
			 (int)record->reference.length, record->reference.at);
	return false;
}

static void run_record(struct aver_worker *worker, struct av_job *job, struct av_block block,
		       struct av_str line, uint64_t number, const struct av_work *work)
{
	struct av_record record;
	struct av_buffer *reason = &worker->text;
	reason->length = 0;
	reason->failed = false;
	job->documents++;
	struct av_place place = { block.input, block.id, number, 0 };
	block.line = number;
	bool fine = av_record_parse(line, &work->fields, &record, reason) &&
		    set_record(&block, &record, reason);
	place.id = block.id;
	if (!fine) {
		fail_line(job, place, reason);
		av_record_free(&record);
		return;
	}
	enum aver_status status = av_document_run(worker, block, &job->remarks);
	if (status != AVER_OK) {
		job->failed++;
		av_remarks_fail(&job->remarks, place, status);
	}
	av_record_free(&record);
}

/* JSON Lines may begin with the mark of UTF-8; it is no part of the first line. */
static struct av_str without_mark(struct av_str bytes, const struct av_piece *piece)
{
	bool has = piece->first && bytes.length >= 3 && !memcmp(bytes.at, "\xEF\xBB\xBF", 3);
	return has ? av_str_of(bytes.at + 3, bytes.length - 3) : bytes;
}

/* Lines without an id are named by input and line. */
static void run_lines(struct aver_worker *worker, struct av_job *job, const struct av_piece *piece,
		      const struct av_work *work)
{
	struct av_block block = block_of(worker, job, piece);
	struct av_str rest = without_mark(block.bytes, piece), line, name = block.id;
	char id[1024];
	block.first = block.last = true;
	block.encoding = (struct av_encoding){ .unit = 1, .settled = true };
	block.offset = 0;
	for (uint64_t number = piece->line; av_str_cut(&rest, '\n', &line); number++) {
		int length = snprintf(id, sizeof id, "%.*s:%" PRIu64, (int)name.length, name.at,
				      number);
		block.id = av_str_of(id, (size_t)length < sizeof id ? (size_t)length
								    : sizeof id - 1);
		line = av_str_trim(line);
		if (line.length)
			run_record(worker, job, block, line, number, work);
	}
}

struct flushing {
	struct av_job *job;
	const struct av_work *work;
};

/* Gathers output; what would be too much to keep is handed on in the job's turn. */
static void flush(void *user, struct av_buffer *output)
{
	const struct flushing *flushing = user;
	struct av_job *job = flushing->job;
	if (!job->output.length && !output->failed) {
		struct av_buffer empty = job->output;
		job->output = *output;
		*output = empty;
	} else if (output->length) {
		av_buffer_append(&job->output, av_buffer_str(output));
	}
	output->length = 0;
	if (job->output.length > flushing->work->keep && !job->output.failed)
		flushing->work->hand_on(flushing->work->user, job);
}

void av_job_run(struct aver_worker *worker, struct av_job *job, const struct av_work *work)
{
	struct flushing flushing = { job, work };
	worker->flush = flush;
	worker->flush_user = &flushing;
	for (uint32_t i = 0; i < job->pieces.count; i++) {
		const struct av_piece *piece = &job->pieces.items[i];
		if (piece->line)
			run_lines(worker, job, piece, work);
		else
			run_text(worker, job, piece, work);
	}
	worker->flush = NULL;
	worker->flush_user = NULL;
	if (job->output.failed || job->remarks.texts.failed)
		job->status = AVER_NO_MEMORY;
}
