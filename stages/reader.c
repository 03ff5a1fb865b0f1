/* SPDX-License-Identifier: MIT
 * Fills jobs from inputs, a read at a time, so that the caller can do other things while
 * a pipe has nothing to give. Where a document is cut depends on its bytes alone. */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "inner/limits.h"
#include "run.h"

#define JOB_PIECES 1024 /* documents in a job: of empty ones there is no end */
#define READ_BYTES (64u * 1024) /* asked for at once at least */

static struct av_str id_of(const struct av_reader *reader)
{
	const char *id = reader->input.id && *reader->input.id ? reader->input.id : "-";
	return av_str_of(id, strlen(id));
}

static struct av_piece *last_piece(struct av_job *job)
{
	return &job->pieces.items[job->pieces.count - 1];
}

static struct av_str piece_bytes(struct av_job *job)
{
	const struct av_piece *piece = last_piece(job);
	return av_str_of(job->raw.at + piece->start, job->raw.length - piece->start);
}

/* The rest of the input follows in this job from here on. */
static bool begin_piece(struct av_reader *reader, struct av_job *job)
{
	struct av_piece *piece = av_list_push(&job->pieces);
	if (!piece)
		return false;
	struct av_str id = id_of(reader);
	piece->id = (uint32_t)job->names.length;
	piece->id_length = (uint32_t)id.length;
	av_buffer_append(&job->names, id);
	piece->start = job->raw.length;
	piece->offset = reader->offset;
	piece->line = reader->jsonl ? reader->line : 0;
	piece->first = reader->first;
	reader->need = READ_BYTES < AV_BLOCK_TARGET ? AV_BLOCK_TARGET : READ_BYTES;
	av_buffer_append(&job->raw, av_buffer_str(&reader->rest));
	reader->rest.length = 0;
	if (reader->rest.capacity > AV_FLIGHT_MAX / 8)
		av_buffer_free(&reader->rest);
	return !job->names.failed && !job->raw.failed;
}

static void fail_input(struct av_reader *reader, struct av_job *job, const char *what)
{
	job->documents++;
	job->failed++;
	av_remarks_add(&job->remarks, true,
		       (struct av_place){ id_of(reader), id_of(reader), 0, reader->offset },
		       "%s", what);
}

static bool refuses_encoding(const struct av_reader *reader)
{
	return reader->jsonl && reader->encoding.length &&
	       !av_str_equal(reader->encoding, AV_STR("auto")) &&
	       av_encoding_find(av_str_of(NULL, 0), false, true, reader->encoding).name[0];
}

static const char *why_not_open(int error)
{
	return error == EISDIR ? "Is a directory; name the files in it" : strerror(error);
}

/* Goes to the next input. */
static enum av_fill open_input(struct av_reader *reader, struct av_job *job)
{
	if (job->pieces.count >= JOB_PIECES || job->remarks.count >= JOB_PIECES)
		return AV_FILL_READY;
	reader->input = (struct aver_input){ .fd = -1 };
	if (!reader->next(reader->user, &reader->input)) {
		reader->ended = true;
		return job->pieces.count || job->documents ? AV_FILL_READY : AV_FILL_END;
	}
	const char *from = reader->input.from;
	reader->jsonl = from && !strcmp(from, "jsonl");
	reader->offset = 0;
	reader->line = 1;
	reader->first = true;
	reader->is_found = reader->skipping = reader->at_end = false;
	reader->rest.length = 0;
	if (reader->input.error) {
		fail_input(reader, job, why_not_open(reader->input.error));
	} else if (refuses_encoding(reader)) {
		fail_input(reader, job, "JSON Lines are always UTF-8: leave the encoding away, or "
					"convert the file");
	} else {
		reader->open = true;
		return begin_piece(reader, job) ? AV_FILL_MORE : AV_FILL_NO_MEMORY;
	}
	return AV_FILL_MORE;
}

/* Reads what the piece in work still needs; 0 at the end, -1 on an error. */
static long read_more(struct av_reader *reader, struct av_job *job, size_t size)
{
	char *room = av_buffer_reserve(&job->raw, size);
	long got;
	if (!room) {
		errno = ENOMEM;
		return -1;
	}
	do
		got = reader->input.read ? reader->input.read(reader->input.user, room, size)
					 : read(reader->input.fd, room, size);
	while (got < 0 && errno == EINTR);
	if (got > 0) {
		job->raw.length += (size_t)got;
		reader->bytes_read += (uint64_t)got;
	}
	return got;
}

/* Everything behind `length` bytes of the piece is left for the next one. */
static enum av_fill end_piece(struct av_reader *reader, struct av_job *job, size_t length)
{
	struct av_piece *piece = last_piece(job);
	struct av_str bytes = piece_bytes(job);
	av_buffer_append(&reader->rest, av_str_of(bytes.at + length, bytes.length - length));
	job->raw.length -= bytes.length - length;
	piece->length = length;
	reader->offset += length;
	reader->first = false;
	return reader->rest.failed ? AV_FILL_NO_MEMORY : AV_FILL_READY;
}

static uint64_t count_line_ends(struct av_str text)
{
	uint64_t count = 0;
	for (size_t i = 0; i < text.length; i++)
		count += text.at[i] == '\n';
	return count;
}

/* The input is at its end: the piece is what there is. */
static enum av_fill end_input(struct av_reader *reader, struct av_job *job)
{
	struct av_piece *piece = last_piece(job);
	piece->length = job->raw.length - piece->start;
	piece->last = true;
	piece->encoding = reader->found;
	piece->found = reader->is_found;
	piece->encoding.guessed &= piece->first;
	reader->open = false;
	if (reader->skipping)
		piece->length = 0;
	return job->raw.length < AV_BLOCK_TARGET ? AV_FILL_MORE : AV_FILL_READY;
}

/* --- text ------------------------------------------------------------------------- */

/* The encoding must be known before a document can be cut; text that is ASCII so far
 * leaves it open. */
static void settle_encoding(struct av_reader *reader, struct av_str bytes, struct av_piece *piece)
{
	if (!reader->is_found) {
		reader->found = av_encoding_find(bytes, reader->first, reader->at_end,
						 reader->encoding);
		reader->is_found = reader->found.settled;
		piece->encoding = reader->found;
	} else {
		piece->encoding = reader->found;
		piece->encoding.guessed = false;
	}
	piece->found = true;
}

static enum av_fill cut_text(struct av_reader *reader, struct av_job *job)
{
	struct av_piece *piece = last_piece(job);
	struct av_str bytes = piece_bytes(job);
	settle_encoding(reader, bytes, piece);
	size_t mark = reader->first ? piece->encoding.mark : 0, need;
	bytes = av_str_of(bytes.at + mark, bytes.length - mark);
	size_t length = av_block_cut(bytes, &piece->encoding, &need, &piece->torn);
	reader->need = mark + need;
	return length ? end_piece(reader, job, mark + length) : AV_FILL_MORE;
}

/* What is left at the end of the input may still be more than one block. */
static enum av_fill end_text(struct av_reader *reader, struct av_job *job)
{
	reader->at_end = true;
	enum av_fill fill = cut_text(reader, job);
	return fill == AV_FILL_MORE ? end_input(reader, job) : fill;
}

/* --- JSON Lines --------------------------------------------------------------------- */

/* Inside a line that is too long: forgets it up to its end. */
static enum av_fill skip_line(struct av_reader *reader, struct av_job *job)
{
	struct av_piece *piece = last_piece(job);
	struct av_str bytes = piece_bytes(job);
	const char *end = memchr(bytes.at, '\n', bytes.length);
	size_t length = end ? (size_t)(end - bytes.at) + 1 : bytes.length;
	memmove(job->raw.at + piece->start, bytes.at + length, bytes.length - length);
	job->raw.length -= length;
	reader->offset += length;
	reader->need = end ? AV_BLOCK_TARGET : READ_BYTES;
	reader->skipping = !end;
	if (end)
		piece->line = ++reader->line;
	return AV_FILL_MORE;
}

static enum av_fill too_long(struct av_reader *reader, struct av_job *job)
{
	job->documents++;
	job->failed++;
	av_remarks_add(&job->remarks, true,
		       (struct av_place){ id_of(reader), id_of(reader), reader->line,
					  reader->offset },
		       "the line is longer than %u bytes, the most that is parsed as one JSON "
		       "record; cut its text into several, or give it as a text file",
		       AV_JSON_LINE_MAX);
	reader->skipping = true;
	return skip_line(reader, job);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static enum av_fill cut_lines(struct av_reader *reader, struct av_job *job)
{
	if (reader->skipping)
		return skip_line(reader, job);
	struct av_str bytes = piece_bytes(job);
	const char *end = memrchr(bytes.at, '\n', bytes.length);
	if (!end && bytes.length > AV_JSON_LINE_MAX)
		return too_long(reader, job);
	if (!end) {
		/* never more than the limit shows, or where a line begins would say how long
		 * it may be */
		reader->need = least(2 * bytes.length, AV_JSON_LINE_MAX + 1);
		return AV_FILL_MORE;
	}
	size_t length = (size_t)(end - bytes.at) + 1;
	reader->line += count_line_ends(av_str_of(bytes.at, length));
	return end_piece(reader, job, length);
}

/* --- steps ------------------------------------------------------------------------------ */

static enum av_fill read_failed(struct av_reader *reader, struct av_job *job)
{
	if (job->raw.failed)
		return AV_FILL_NO_MEMORY;
	char what[256];
	snprintf(what, sizeof what, "%s at byte %" PRIu64 "%s", strerror(errno),
		 reader->offset + piece_bytes(job).length,
		 reader->bytes_read ? "; what stands before it was read" : "");
	fail_input(reader, job, what);
	job->documents -= !reader->jsonl; /* its text is counted where it ends */
	return end_input(reader, job);
}

enum av_fill av_reader_step(struct av_reader *reader, struct av_job *job)
{
	if (!reader->open)
		return reader->ended ? AV_FILL_END : open_input(reader, job);
	if (!job->pieces.count && !begin_piece(reader, job))
		return AV_FILL_NO_MEMORY;
	size_t have = piece_bytes(job).length;
	if (have < reader->need) {
		long got = reader->at_end ? 0 : read_more(reader, job, reader->need - have);
		if (got < 0)
			return read_failed(reader, job);
		if (got == 0)
			return reader->jsonl ? end_input(reader, job) : end_text(reader, job);
		if (piece_bytes(job).length < reader->need)
			return AV_FILL_MORE;
	}
	return reader->jsonl ? cut_lines(reader, job) : cut_text(reader, job);
}

bool av_reader_ready(const struct av_reader *reader)
{
	if (!reader->open || reader->input.read)
		return true;
	struct pollfd wait = { .fd = reader->input.fd, .events = POLLIN };
	return poll(&wait, 1, 0) != 0;
}

void av_reader_free(struct av_reader *reader)
{
	av_buffer_free(&reader->rest);
}
