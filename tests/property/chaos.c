/* SPDX-License-Identifier: MIT
 * Memory runs out: the n-th allocation fails, for n = 0, 1, 2 … until the work is done,
 * once alone and once with all that follow. Every failure must be a returned status,
 * nothing may crash or leak, and what succeeds must give the same records as ever.
 * Linked with -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc (see WRAP in the Makefile),
 * so it counts the library's own calls. Leaks are seen by malloc's own count of bytes
 * in use, and by LeakSanitizer where it is linked in. CHAOS=all tries every n when rules
 * are compiled as well, which takes minutes; else it tries some of them. */
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "aver.h"
#include "property.h"
#include "rule_folder.h"

/* Tries of a part of the work that is too slow to be tried at every n. */
#define SAMPLES 60
/* Times that memory in use must grow in a row to be called a leak. */
#define LEAK_TRIES 12

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

/* Which allocation fails: counted from 0; `forever`: and all behind it. Threads of a run
 * allocate too. */
static struct {
	atomic_bool armed;
	atomic_long seen, fails;
	atomic_bool forever;
} plan;

static bool fails_now(void)
{
	if (!atomic_load(&plan.armed))
		return false;
	long seen = atomic_fetch_add(&plan.seen, 1), fails = atomic_load(&plan.fails);
	bool fail = seen == fails || (seen > fails && atomic_load(&plan.forever));
	if (fail)
		errno = ENOMEM;
	return fail;
}

void *__wrap_malloc(size_t size)
{
	return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fails_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return fails_now() ? NULL : __real_realloc(old, size);
}

static void arm(long n, bool forever)
{
	atomic_store(&plan.seen, 0);
	atomic_store(&plan.fails, n);
	atomic_store(&plan.forever, forever);
	atomic_store(&plan.armed, true);
}

/* Back to memory without end. */
static void disarm(void)
{
	atomic_store(&plan.armed, false);
}

static void expect(bool good, const char *part, long n, const char *what)
{
	if (property_fails(part, good))
		printf("failed: %s, allocation %ld: %s\n", part, n, what);
}

/* --- the work ------------------------------------------------------------------------ */
static const char text[] =
	"The company said revenue rose 12.5% to $4.5 billion in 2024, about 3 times as much.\n"
	"\xE5\xBE\x90\xE5\x86\xB0\xEF\xBC\x9A\xE5\x85\xAC\xE5\x8F\xB8\xE6\x9C\x89"
	"4.5\xE4\xB8\x87\xE5\x90\x8D\xE5\x91\x98\xE5\xB7\xA5\xEF\xBC\x8C"
	"\xE5\xA2\x9E\xE9\x95\xBF\xE4\xB8\x89\xE6\x88\x90\xE3\x80\x82\n"
	"\"We expect 5 to 7 million\", he added; 30 km/h, 5:30 pm, 1/3, 20\xC2\xB0""C \xFF.\n";

/* Output that is kept; never allocates while a failure is planned. */
struct output {
	char bytes[64 * 1024];
	size_t length;
};

static int keep(void *user, const char *bytes, size_t length)
{
	struct output *output = user;
	if (length > sizeof output->bytes - output->length)
		return 1;
	memcpy(output->bytes + output->length, bytes, length);
	output->length += length;
	return 0;
}

static bool is_same(const struct output *a, const struct output *b)
{
	return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

static struct aver_rules *rules; /* compiled in peace */
static struct output wanted, got;

static enum aver_status extract(struct aver_worker *worker, struct output *output)
{
	struct aver_document document = { .id = "d", .id_length = 1, .text = text,
					  .length = sizeof text - 1 };
	output->length = 0;
	enum aver_status status = aver_extract(worker, &document, keep, output);
	const char *remarks = aver_worker_remarks(worker);
	keep(output, remarks, strlen(remarks));
	return status;
}

/* The rules that are built in are taken from their image and freed. */
static enum aver_status open_rules(void)
{
	struct aver_rules *compiled = NULL;
	enum aver_status status = aver_rules_builtin(&compiled);
	if (status != AVER_OK && compiled)
		return AVER_INTERNAL;
	aver_rules_free(compiled);
	return status;
}

/* --- compiling from a folder ---------------------------------------------------------- */
static char good_dir[64], bad_dir[64];

static void keep_message(void *user, const char *message, size_t length)
{
	keep(user, message, length);
}

static enum aver_status load_with(struct aver_rules_options options)
{
	struct aver_rules *compiled = NULL;
	got.length = 0;
	options.message = keep_message;
	options.user = &got;
	enum aver_status status = aver_rules_load(&options, &compiled);
	if (status != AVER_OK && compiled)
		return AVER_INTERNAL;
	aver_rules_free(compiled);
	return status;
}

static enum aver_status load_good(void)
{
	return load_with((struct aver_rules_options){ .only_dir = good_dir });
}

/* With rules beside them the built-in ones are compiled. */
static enum aver_status compile_rules(void)
{
	return load_with((struct aver_rules_options){ .add_dir = good_dir });
}

/* Rules with mistakes are refused with all their messages, or there was no memory. */
static enum aver_status load_bad(void)
{
	enum aver_status status =
		load_with((struct aver_rules_options){ .only_dir = bad_dir });
	return status == AVER_BAD_RULES ? AVER_OK : status == AVER_OK ? AVER_INTERNAL : status;
}

static enum aver_status work_once(struct aver_options options)
{
	struct aver_worker *worker = NULL;
	enum aver_status status = aver_worker_new(rules, &options, &worker);
	if (status == AVER_OK)
		status = extract(worker, &got);
	aver_worker_free(worker);
	return status;
}

/* One document through a new worker. */
static enum aver_status use_worker(void)
{
	return work_once((struct aver_options){ 0 });
}

static enum aver_status use_other_encoding(void)
{
	return work_once((struct aver_options){ .encoding = "windows-1252" });
}

static enum aver_status show_stage(void)
{
	return work_once((struct aver_options){ .until = "tokenise" });
}

static enum aver_status mark_text(void)
{
	return work_once((struct aver_options){ .to = "marked" });
}

/* A worker that ran out of memory once works again, and as ever. */
static enum aver_status use_worker_again(void)
{
	struct aver_worker *worker = NULL;
	enum aver_status status = aver_worker_new(rules, NULL, &worker);
	if (status != AVER_OK)
		return status;
	status = extract(worker, &got);
	if (status != AVER_OK) {
		disarm();
		enum aver_status again = extract(worker, &got);
		if (again != AVER_OK || !is_same(&got, &wanted))
			status = AVER_INTERNAL;
	}
	aver_worker_free(worker);
	return status;
}

static const char lines[] = "{\"id\":\"a\",\"text\":\"It fell 2% to $5.\"}\n"
			    "{\"id\":\"b\",\"text\":\"45,000 people\"}\n";

struct feed {
	bool given;
	size_t read;
	unsigned failures;
	struct output *output;
};

static long read_lines(void *user, char *bytes, size_t size)
{
	struct feed *feed = user;
	size_t rest = sizeof lines - 1 - feed->read;
	size_t length = rest < size ? rest : size;
	memcpy(bytes, lines + feed->read, length);
	feed->read += length;
	return (long)length;
}

static int next_input(void *user, struct aver_input *input)
{
	struct feed *feed = user;
	if (feed->given)
		return 0;
	feed->given = true;
	*input = (struct aver_input){ .id = "in", .from = "jsonl", .read = read_lines,
				      .user = feed };
	return 1;
}

static int write_output(void *user, const char *bytes, size_t length)
{
	return keep(((struct feed *)user)->output, bytes, length);
}

static void count_failure(void *user, const struct aver_report *report)
{
	((struct feed *)user)->failures += report->failed != 0;
}

static enum aver_status run_jobs(unsigned jobs)
{
	got.length = 0;
	struct feed feed = { .output = &got };
	struct aver_run run = { .rules = rules, .jobs = jobs, .user = &feed, .next = next_input,
				.write = write_output, .report = count_failure };
	enum aver_status status = aver_run(&run, NULL);
	/* a run may go on past a document that got no memory, if it says so */
	if (status == AVER_BAD_INPUT && feed.failures)
		return AVER_NO_MEMORY;
	return status;
}

static enum aver_status run_alone(void)
{
	return run_jobs(1);
}

static enum aver_status run_threads(void)
{
	return run_jobs(3);
}

/* --- trying ----------------------------------------------------------------------------- */
struct part {
	const char *name;
	enum aver_status (*work)(void);
	bool has_output, slow, threads;
};

static const struct part parts[] = {
	{ "extract", use_worker, true, false, false },
	{ "extract again", use_worker_again, true, false, false },
	{ "another encoding", use_other_encoding, true, false, false },
	{ "until", show_stage, true, false, false },
	{ "marked", mark_text, true, false, false },
	{ "run", run_alone, true, false, false },
	{ "run on threads", run_threads, true, false, true },
	{ "load rules", load_good, true, false, false },
	{ "load bad rules", load_bad, true, false, false },
	{ "open the built-in rules", open_rules, false, false, false },
	{ "compile the built-in rules", compile_rules, true, true, false },
};

static enum aver_status work_failing(const struct part *part, long n, bool forever)
{
	got.length = 0;
	arm(n, forever);
	enum aver_status status = part->work();
	disarm();
	return status;
}

/* Whether each time more memory stays in use. Once proves nothing: malloc keeps freed
 * pieces in caches and counts those as in use, until the caches are full. */
static bool leaks(const struct part *part, long n, bool forever)
{
	size_t before = mallinfo2().uordblks, after = before;
	for (int i = 0; i < LEAK_TRIES; i++) {
		before = after;
		work_failing(part, n, forever);
		after = mallinfo2().uordblks;
		if (after <= before)
			return false;
	}
	return true;
}

/* The work with the n-th allocation failing. */
static void try_one(const struct part *part, long n, bool forever)
{
	size_t before = mallinfo2().uordblks;
	enum aver_status status = work_failing(part, n, forever);
	bool grew = mallinfo2().uordblks > before;
	bool told = status == AVER_NO_MEMORY;
	/* what does without the memory it asked for must do all of its work */
	bool whole = status == AVER_OK && (!part->has_output || is_same(&got, &wanted));
	expect(told || whole, part->name, n,
	       status == AVER_OK ? "other output, and no error" : aver_status_text(status));
	/* what threads keep for themselves is theirs; LeakSanitizer looks at those */
	expect(!grew || part->threads || !leaks(part, n, forever), part->name, n, "memory leaks");
}

/* How many allocations the work makes when none fails; keeps its output as `wanted`. */
static long count_allocations(const struct part *part)
{
	for (int i = 0; i < 2; i++) { /* the first time also fills what libraries keep */
		got.length = 0;
		arm(-1, false);
		enum aver_status status = part->work();
		disarm();
		expect(status == AVER_OK, part->name, -1, aver_status_text(status));
	}
	wanted = got;
	return atomic_load(&plan.seen);
}

static void try_part(const struct part *part, bool all)
{
	long count = count_allocations(part), tries = 0;
	long most = property_cases(part->slow && !all ? SAMPLES : (unsigned)count);
	long step = count > most ? count / most : 1;
	for (int forever = 0; forever < 2; forever++)
		for (long n = 0; n < count; n += step, tries++)
			try_one(part, n, forever);
	printf("# chaos: %s: %ld allocations, %ld tries\n", part->name, count, tries);
}

int main(void)
{
	const char *mode = getenv("CHAOS");
	bool all = mode && strcmp(mode, "all") == 0;
	bool ready = make_dir(good_dir, sizeof good_dir) && make_dir(bad_dir, sizeof bad_dir) &&
		     write_rule(bad_dir, &mistake);
	if (!ready || aver_rules_builtin(&rules) != AVER_OK) {
		printf("not ok: no folder, or the built-in rules do not compile\n");
		return 1;
	}
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		try_part(&parts[i], all);
	aver_rules_free(rules);
	remove_dir(good_dir);
	remove_dir(bad_dir);
	return property_report("chaos");
}
