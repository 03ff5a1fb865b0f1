/* SPDX-License-Identifier: MIT
 * The motor's own parts: settings (options, checked), a worker's steps over a block, the
 * baton that blocks of one document hand on, jobs and who fills them. */
#ifndef AV_RUN_H
#define AV_RUN_H

#include "aver.h"
#include "inner/arena.h"
#include "inner/doc.h"
#include "inner/read.h"
#include "inner/stage.h"

/* The one table of stages, in order. */
extern const struct av_stage *const av_stages[AVER_STAGES];

/* What the caller handles as struct aver_rules. */
struct aver_rules {
	struct av_rules *rules;
};

/* --- settings.c: options, checked and in the form the work needs -------------------- */
struct av_settings {
	char lang[24];
	char encoding[AV_ENCODING_NAME]; /* empty: auto */
	struct av_date reference;
	uint32_t kinds;
	double min_confidence;
	unsigned stages;    /* how many of the table run */
	const char *until;  /* stage to be shown; NULL: records */
	uint8_t format;     /* enum av_format */
};

/* On an error `reason` says what is wrong and how to mend it. */
enum aver_status av_settings_make(const struct aver_options *options,
				  struct av_settings *settings, struct av_buffer *reason);
/* `2024`, `2024-05`, `2024-05-27`, `2024-05-27T09:30[:15]`. false: no date. */
bool av_date_parse(struct av_str text, struct av_date *date);

/* --- remarks.c: what there is to say about documents, in their order ------------------ */
struct av_remark {
	bool failed;
	uint32_t input, id, text; /* where they begin in `texts`, NUL-terminated */
	uint64_t line, offset;
};
struct av_remarks {
	AV_LIST(struct av_remark);
	struct av_buffer texts;
};

/* Where a remark belongs to. */
struct av_place {
	struct av_str input; /* the file or stream */
	struct av_str id;    /* the document in it */
	uint64_t line, offset;
};
void av_remarks_add(struct av_remarks *remarks, bool failed, struct av_place place,
		    const char *format, ...) __attribute__((format(printf, 4, 5)));
/* A remark that the document could not be processed for want of memory or the like. */
void av_remarks_fail(struct av_remarks *remarks, struct av_place place, enum aver_status status);
void av_remarks_clear(struct av_remarks *remarks);
void av_remarks_free(struct av_remarks *remarks);

/* --- worker.c: one worker, block by block ---------------------------------------------- */

/* What the blocks of one document hand on, from block to block. */
struct av_baton {
	struct av_buffer speaker; /* of the turn that is still open */
	struct av_source_span speaker_cue;
	uint64_t line, column; /* of the next block's first byte */
	uint64_t broken, broken_first;
	bool failed; /* the document is counted as failed already */
	bool digits; /* the last byte was a digit */
};
void av_baton_start(struct av_baton *baton);

struct av_block {
	struct av_str input; /* what it was read from, for remarks */
	struct av_str id, bytes;
	uint64_t line;       /* of JSON Lines: the record's; 0: it is text */
	struct av_encoding encoding;
	uint64_t offset; /* of `bytes` in the document */
	struct av_str lang;
	struct av_date reference;
	bool first, last, torn;
};

struct aver_worker {
	const struct av_rules *rules;
	struct av_settings settings;
	void *states[AVER_STAGES];
	unsigned opened;
	struct av_doc doc;
	struct av_baton baton; /* of documents that the worker has whole */
	struct av_remarks remarks;
	struct av_buffer records, text; /* of aver_records, of aver_worker_remarks */
	void (*flush)(void *user, struct av_buffer *output); /* see struct av_doc */
	void *flush_user;
	bool timed;
	uint64_t times[AVER_STAGES];
};

enum aver_status av_worker_open(struct aver_worker *worker, const struct av_rules *rules,
				const struct av_settings *settings);
void av_worker_close(struct aver_worker *worker);

/* The three steps of a block: up to where the baton is needed, what needs it (it is
 * brought up to date, and may be handed on at once), the rest; then the block's output
 * is in worker->doc.output, but for what worker->flush has got already. */
enum aver_status av_block_begin(struct aver_worker *worker, const struct av_block *block);
enum aver_status av_block_middle(struct aver_worker *worker, struct av_baton *baton);
enum aver_status av_block_finish(struct aver_worker *worker);
/* Adds to `remarks` what there is to say of the block in work. */
void av_block_remarks(struct aver_worker *worker, const struct av_block *block,
		      const struct av_baton *baton, struct av_remarks *remarks);

/* Runs a document that is in memory as a whole; worker->flush gets all output. */
enum aver_status av_document_run(struct aver_worker *worker, struct av_block document,
				 struct av_remarks *remarks);

/* --- job.c: what a worker takes at once --------------------------------------------------- */

/* A part of a job: a document, a block of one, or lines of JSON Lines. */
struct av_piece {
	uint32_t id, id_length; /* in job->names */
	size_t start, length;   /* in job->raw */
	struct av_encoding encoding;
	bool found;             /* the encoding is settled: by the reader */
	uint64_t offset;        /* of its first byte in the document */
	uint64_t line;          /* of JSON Lines: of its first line; 0: it is text */
	bool first, last, torn;
};

struct av_job {
	uint64_t number;      /* from 1, in input order */
	struct av_buffer raw, names, output;
	struct { AV_LIST(struct av_piece); } pieces;
	struct av_remarks remarks; /* the reader's come first, then the worker's */
	uint64_t documents, failed;
	enum aver_status status;
	int state; /* the pool's */
};

struct av_relay;
struct av_work { /* what all jobs of a run share */
	struct av_relay *relay;
	struct av_record_fields fields;
	struct av_str encoding; /* as named by the options; empty: auto */
	/* Hands on the output of a job that is not done yet, in the job's turn. */
	void (*hand_on)(void *user, struct av_job *job);
	void *user;
	size_t keep; /* bytes of output that a job keeps before it is handed on */
};
void av_job_run(struct aver_worker *worker, struct av_job *job, const struct av_work *work);
void av_job_clear(struct av_job *job);
void av_job_free(struct av_job *job);

/* --- relay.c: batons between jobs ------------------------------------------------------------ */

/* `window`: how many jobs can be in flight. NULL: out of memory. */
struct av_relay *av_relay_new(unsigned window);
void av_relay_free(struct av_relay *relay);
/* Job `number` hands on its baton (whose contents it loses). */
void av_relay_pass(struct av_relay *relay, uint64_t number, struct av_baton *baton);
/* Waits for the baton that job `number` - 1 handed on. */
void av_relay_take(struct av_relay *relay, uint64_t number, struct av_baton *baton);

/* --- reader.c: from inputs to jobs --------------------------------------------------------- */
enum av_fill { AV_FILL_MORE, AV_FILL_READY, AV_FILL_END, AV_FILL_NO_MEMORY };

struct av_reader {
	int (*next)(void *user, struct aver_input *input);
	void *user;
	struct av_str encoding; /* as named by the options; empty: auto */
	struct aver_input input;
	bool open, ended;       /* an input is being read; there are no more */
	bool jsonl, skipping;   /* skipping: inside a line that is too long */
	bool at_end;            /* there is no more to be read */
	struct av_encoding found; /* of the document in work */
	bool is_found;
	uint64_t offset, line;  /* of the next piece */
	bool first;
	struct av_buffer rest;  /* read already, but of the next job */
	size_t need;            /* bytes the piece in work must have for the next look at it */
	uint64_t bytes_read;
};
/* One step: at most one read. AV_FILL_READY: the job is complete. AV_FILL_END: it is
 * empty, and there is nothing left to do. */
enum av_fill av_reader_step(struct av_reader *reader, struct av_job *job);
/* Whether the next step will not have to wait for input. */
bool av_reader_ready(const struct av_reader *reader);
void av_reader_free(struct av_reader *reader);

#endif
