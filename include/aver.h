/* SPDX-License-Identifier: MIT
 * aver reads text and returns every claim with a figure in it as a structured record,
 * one JSON object a line (include/claim.schema.json describes it).
 *
 *   rules   compiled once, immutable, shared by any number of threads
 *   worker  what one thread needs to work; one thread at a time
 *   run     many documents on many threads, output in input order
 *
 * Text is UTF-8 unless said otherwise, given as pointer and length; names and options
 * are C strings. A pointer that is NULL means "the default". The library keeps no
 * global state, prints nothing and never ends the process. */
#ifndef AVER_H
#define AVER_H

#include <stddef.h>
#include <stdint.h>

#ifndef AVER_API
#if defined(__GNUC__)
#define AVER_API __attribute__((visibility("default")))
#else
#define AVER_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* What every function that can fail returns. */
enum aver_status {
	AVER_OK,
	AVER_NO_MEMORY,    /* an allocation failed; what was given is unharmed */
	AVER_BAD_ARGUMENT, /* an option or argument that means nothing: unknown kind, stage, date */
	AVER_BAD_ENCODING, /* an encoding that is not known by that name */
	AVER_BAD_RULES,    /* rules that could not be read or have mistakes; see the messages */
	AVER_BAD_INPUT,    /* a document, or some of a run's documents, could not be processed */
	AVER_STOPPED,      /* a callback of the caller asked to stop */
	AVER_INTERNAL,     /* a fault of this library */
	AVER_STATUSES
};

/* The version, `1.2.3`. Constant; thread-safe. */
AVER_API const char *aver_version(void);

/* What a status means, as a short English phrase. Constant; thread-safe. */
AVER_API const char *aver_status_text(enum aver_status status);

/* The pipeline's stages in order, `read` … `emit`: the name of stage `index`, NULL from
 * AVER_STAGES on. Constant; thread-safe. */
#define AVER_STAGES 8
AVER_API const char *aver_stage_name(unsigned index);

/* --- Rules -------------------------------------------------------------------- */

/* A compiled rule set. */
struct aver_rules;

struct aver_rules_options {
	const char *add_dir;  /* added to the built-in ones, same names override; NULL: none */
	const char *only_dir; /* taken instead of the built-in ones; NULL: the built-in ones */
	/* Gets each message about a mistake as it is shown to a person (file:line:column,
	 * the line, a caret; ends with a newline). NULL: messages are dropped. */
	void (*message)(void *user, const char *text, size_t length);
	void *user;
};

/* Compiles the rules that are built into the library. `*rules` belongs to the caller,
 * who frees it with aver_rules_free. Errors: AVER_NO_MEMORY. Thread-safe. */
AVER_API enum aver_status aver_rules_builtin(struct aver_rules **rules);

/* Compiles rules as `options` say (NULL: the built-in ones). On an error `*rules` is NULL.
 * Errors: AVER_BAD_RULES (a folder that can't be read, mistakes in rules),
 * AVER_NO_MEMORY. Thread-safe; `message` is called in the calling thread. */
AVER_API enum aver_status aver_rules_load(const struct aver_rules_options *options,
					  struct aver_rules **rules);

/* Frees a rule set that no worker uses any more. NULL is fine. */
AVER_API void aver_rules_free(struct aver_rules *rules);

/* --- Options of the work -------------------------------------------------------- */

/* Zeroed options are the defaults. The strings stay the caller's; a worker copies what it
 * needs when it is made, a run needs them until it ends. */
struct aver_options {
	const char *lang;      /* `auto`, `zh`, `en`: settles ambiguous readings only */
	const char *reference; /* date the text is from: `2024-05-27`, `2024-05-27T09:30` */
	const char *encoding;  /* `auto`, or a name that ICU knows: `GB18030`, `windows-1252` */
	const char *kinds;     /* kinds of record wanted: `money,percent`; NULL: all */
	double min_confidence; /* 0 to 1: records below it are left out */
	const char *until;     /* stage whose own array is shown instead of records */
	const char *to;        /* `jsonl`; `marked`: the text, its figures in colour (ANSI) */
};

/* Whether the options can be worked with. `reason` (of `size` bytes, may be NULL) gets
 * what is wrong and how to mend it. Errors: AVER_BAD_ARGUMENT, AVER_BAD_ENCODING.
 * Thread-safe. */
AVER_API enum aver_status aver_options_check(const struct aver_options *options, char *reason,
					     size_t size);

/* --- One document at a time ------------------------------------------------------ */

/* What one thread needs to work. */
struct aver_worker;

/* A document in memory. All of it stays the caller's and is read during the call only. */
struct aver_document {
	const char *id; /* the record's `doc`; UTF-8; NULL: empty */
	size_t id_length; /* bytes */
	const char *text; /* in `encoding`; NULL: empty */
	size_t length; /* bytes */
	const char *encoding, *lang, *reference; /* NULL: as the worker's options say */
};

/* Gets `length` bytes of output (whole records), which are good during the call only. Returns 0
 * to go on, anything else to stop. */
typedef int aver_write_fn(void *user, const char *bytes, size_t length);

/* Makes a worker. `rules` must outlive it; `options` (NULL: defaults) are copied. The
 * caller frees it with aver_worker_free. A worker serves one thread at a time.
 * Errors: AVER_NO_MEMORY, AVER_BAD_ARGUMENT, AVER_BAD_ENCODING. */
AVER_API enum aver_status aver_worker_new(const struct aver_rules *rules,
					  const struct aver_options *options,
					  struct aver_worker **worker);
/* Frees a worker that no thread uses any more. NULL is fine. */
AVER_API void aver_worker_free(struct aver_worker *worker);

/* Hands the document's records to `write`, one JSON object a line, in text order. Memory
 * depends on the block in work, not on the document's length. Positions in the records are
 * bytes of the text as given. Errors: AVER_BAD_ENCODING, AVER_BAD_ARGUMENT (reference, lang),
 * AVER_STOPPED (write said so), AVER_NO_MEMORY, AVER_INTERNAL; what was written before stays
 * written, and the worker can be used again after any of them. One thread at a time. */
AVER_API enum aver_status aver_extract(struct aver_worker *worker,
				       const struct aver_document *document,
				       aver_write_fn *write, void *user);

/* The same into one piece of memory, `*records`, which belongs to the worker and is good
 * until its next call; on an error it holds what was done before. It is not NUL-terminated:
 * `*length` says how many bytes it has. Errors: as aver_extract, but for AVER_STOPPED. */
AVER_API enum aver_status aver_records(struct aver_worker *worker,
				       const struct aver_document *document,
				       const char **records, size_t *length);

/* What was wrong in the worker's last call and remarks about its document (bytes that
 * are no text, an encoding that was guessed), a line each; "" if there is nothing. It
 * belongs to the worker and is good until its next call. */
AVER_API const char *aver_worker_remarks(const struct aver_worker *worker);

/* --- Many documents ---------------------------------------------------------------- */

/* Something to read: a file, a stream. */
struct aver_input {
	const char *id;   /* the document's id, good until the next call of `next`; of JSON
			   * Lines, what names lines without an id; NULL: `-` */
	const char *from; /* `text` (NULL): one document; `jsonl`: a document a line */
	int error;        /* errno, where it could not be opened: it is reported as failed */
	int fd;           /* read from here when `read` is NULL; stays the caller's */
	/* Puts up to `size` bytes into `bytes`; returns how many, 0 at the end, -1 on an
	 * error (errno says which). */
	long (*read)(void *user, char *bytes, size_t size);
	void *user;
};

/* A remark about a document or an input. All text is good during the call only. */
struct aver_report {
	int failed;       /* not 0: the document could not be processed */
	const char *input; /* the input's id */
	const char *id;   /* the document's; of a JSON line without one, `INPUT:LINE` */
	uint64_t line;    /* of the input, from 1; 0: not about one line */
	uint64_t offset;  /* byte of the document it is about, from 0 */
	const char *reason; /* what is wrong, and how to mend it */
};

struct aver_totals {
	uint64_t documents, failed; /* failed ones are counted in both */
	uint64_t records;           /* lines of output */
	uint64_t bytes_read, bytes_written;
};

/* All callbacks are called in the thread that called aver_run, never two at once. A report
 * comes behind the output of the document it is about. */
struct aver_run {
	const struct aver_rules *rules;
	struct aver_options options;
	unsigned jobs;          /* threads that work; 0: one for each core; 1: the calling one */
	const char *text_field; /* of JSON Lines: where the text is; NULL: `text` */
	const char *id_field;   /* NULL: `id` */
	void *user;             /* handed to the callbacks below */
	/* Fills in the next input; returns 0 when there is none. The one before is done with. */
	int (*next)(void *user, struct aver_input *input);
	aver_write_fn *write; /* output, in input order, whatever `jobs` is */
	void (*report)(void *user, const struct aver_report *report); /* may be NULL */
	void (*progress)(void *user, const struct aver_totals *so_far); /* may be NULL */
	/* NULL, or AVER_STAGES counters that get the nanoseconds each stage took, threads added. */
	uint64_t *stage_times;
};

/* Works through all inputs. `totals` may be NULL. Memory depends on `jobs`, not on the
 * input: less than 64 MB for two, some 15 MB for each further one. AVER_BAD_INPUT when some
 * documents failed (each was reported) and all others are done; AVER_STOPPED when `write`
 * said so; AVER_BAD_ARGUMENT, AVER_BAD_ENCODING, AVER_NO_MEMORY when the run could not go
 * on. Thread-safe: runs share nothing. */
AVER_API enum aver_status aver_run(const struct aver_run *run, struct aver_totals *totals);

#ifdef __cplusplus
}
#endif
#endif
