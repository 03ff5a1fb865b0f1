/* SPDX-License-Identifier: MIT
 * What flows through the line: one block of a document. Each stage reads what the ones
 * before it wrote, as const, and appends to arrays of its own. Records between stages
 * are indices, not pointers, so arrays can grow. A block is what is in work at once: a
 * short document whole, a long one cut at paragraph ends (1_read). */
#ifndef AV_DOC_H
#define AV_DOC_H

#include "arena.h"
#include "decimal.h"
#include "number.h"
#include "rules.h"
#include "span.h"
#include "str.h"

#define AV_NONE UINT32_MAX /* no index */

/* A civil date and time; month 0: only the year is known, day 0: only the month, hour -1: none. */
struct av_date {
	int32_t year;
	int8_t month, day, hour, minute, second;
};

/* What a block takes over from the block before it in the same document. */
struct av_carry {
	struct av_str speaker;               /* of the turn that is still open; empty: none */
	struct av_source_span speaker_cue;   /* where its name stands */
	bool digits;                         /* a digit stands right before the block */
};

/* A remark about the input: bad bytes, a rule that hit a limit. Never lost: emitted to
 * the error output with the document's id. */
struct av_note {
	struct av_source_span span;
	struct av_str text; /* in doc->arena, or a constant */
};

/* --- 3 segment ----------------------------------------------------------------- */
struct av_turn {
	struct av_span name; /* `徐冰`; empty with speaker set: carried over from the last block */
	struct av_span body; /* up to the next turn */
};
struct av_quote {
	struct av_span inside; /* between the marks */
	uint32_t parent;       /* the quotation around it, or AV_NONE */
};
struct av_sentence {
	struct av_span span;   /* no white space at its ends */
	uint32_t paragraph;    /* counts from 0 in the block */
	uint32_t turn;         /* index into turns, or AV_NONE */
	uint32_t first_clause, clause_count;
	/* written by 4 tokenise into its own array: see av_sentence_tokens */
};

/* --- 4 tokenise ---------------------------------------------------------------- */
enum av_token_type { AV_TOKEN_NUMBER, AV_TOKEN_WORD /* of the lexicon */ };
struct av_token {
	struct av_span span;
	uint32_t index;        /* into numbers, or into rules->entries */
	uint32_t shape_start;  /* where its code point stands in doc->shape */
	uint8_t type;
};
/* Parallel to sentences. A sentence without a number has no tokens and no shape. */
struct av_sentence_tokens {
	uint32_t first, count;
	uint32_t shape_start, shape_end;
};

/* --- 5 match -------------------------------------------------------------------- */
struct av_capture {
	struct av_span span;
	uint32_t token; /* index into tokens if the capture is exactly one token, else AV_NONE */
	bool set;
};
struct av_match {
	uint32_t rule, sentence;
	struct av_span span;
	uint32_t first_capture; /* one per variable of the rule, in doc->captures */
	uint16_t slots;         /* slots that took part */
};

/* --- 6 resolve ------------------------------------------------------------------- */
/* One reading of a figure. Bounds without value are a range; an absent bound is open. */
struct av_reading {
	uint8_t kind, modifier, change;
	bool has_value, has_low, has_high;
	struct av_decimal value, low, high;
	uint32_t unit;         /* index into rules->units, or AV_NONE */
	struct av_str unit_id; /* as printed; compound ones live in doc->arena; empty: null */
	struct av_str per;
	const struct av_unit *si; /* whose SI unit this is told in, too; NULL: it is not */
	struct av_str iso;
	struct av_str calendar; /* CLDR's name of it; empty: the common one */
};
struct av_figure {
	struct av_reading reading;
	struct av_span span;
	uint32_t sentence, rule, match;
	struct av_span unit_text; /* empty span: none */
	struct av_span counted, subject, about; /* as captured by the rule, else empty */
	uint8_t certainty;        /* as set by the rule, else AV_STATED */
	uint32_t first_alternative, alternative_count; /* in doc->alternatives */
	uint32_t number;          /* the (first) number token's index into numbers, or AV_NONE */
	uint32_t like;            /* the figure whose unit or noun it shares unsaid, or AV_NONE */
	float confidence;
};

/* --- 7 relate: parallel to figures ------------------------------------------------- */
struct av_claim {
	struct av_span counted, subject, about; /* empty: null */
	struct av_str speaker_carried;   /* set when the speaker comes from an earlier block */
	struct av_span speaker;          /* else its name in the text; empty: null */
	struct av_source_span cue_source; /* of a carried speaker */
	struct av_span speaker_cue;      /* the verb of speech, or the turn's name */
	uint8_t attribution;             /* enum av_attribution */
	uint8_t certainty;               /* enum av_certainty */
	bool negated;
	struct av_span certainty_cue;
	uint8_t change;                  /* enum av_change; resolve's if it had one */
	uint32_t when;                   /* index of the figure that dates this one, or AV_NONE */
	float confidence;
};

/* What 8_emit writes. */
enum av_format {
	AV_FORMAT_JSONL,  /* a record a line */
	AV_FORMAT_MARKED, /* the text itself, its figures in colour, for a terminal */
};

struct av_doc {
	struct av_arena arena; /* whatever has no array of its own; reset per block */

	/* given by the caller of the pipeline */
	struct av_str id;
	struct av_str bytes;         /* the block as given, in its own encoding */
	struct av_str encoding;      /* a name ICU knows; empty: UTF-8 */
	uint64_t source_offset;      /* where the block stands in the document, in bytes */
	uint64_t source_line;        /* line number of its first byte, from 1 */
	uint64_t source_column;      /* column of its first byte in code points, from 1 */
	struct av_str lang;          /* auto, zh, en, … : settles ambiguous readings only */
	struct av_date reference;    /* year 0: none given */
	struct av_carry carry_in, carry_out;
	uint32_t kinds;              /* bit per enum av_kind to be emitted; 0: all */
	double min_confidence;
	bool show_context;           /* print figures of rules marked `context` too */
	uint8_t format;              /* enum av_format */
	bool first_block, last_block; /* of the document */
	/* Takes what is in `output` (whole lines), and empties it; NULL: it stays there. */
	void (*flush)(void *user, struct av_buffer *output);
	void *flush_user;

	/* 1 read */
	struct av_str source;        /* the block in UTF-8; may be `bytes` itself */
	struct av_buffer source_buffer; /* owns `source` where it is not `bytes` */
	struct av_map decoded;       /* source -> bytes; no runs: the same */
	uint64_t broken_count, broken_first; /* bytes that are no text; where, in the document */
	struct { AV_LIST(struct av_note); } notes;
	/* 2 normalise */
	struct av_buffer text;       /* what is matched; keeps case; 16 bytes more can be read */
	struct av_map map;           /* text -> source */
	/* 3 segment */
	struct { AV_LIST(struct av_span); } paragraphs;
	struct { AV_LIST(struct av_turn); } turns;
	struct { AV_LIST(struct av_quote); } quotes;
	struct { AV_LIST(struct av_sentence); } sentences;
	struct { AV_LIST(struct av_span); } clauses;
	/* 4 tokenise */
	struct { AV_LIST(struct av_token); } tokens;
	struct { AV_LIST(struct av_number); } numbers;
	struct { AV_LIST(struct av_sentence_tokens); } sentence_tokens;
	struct av_buffer shape;      /* all sentences' shapes, lower case, UTF-8 */
	/* 5 match */
	struct { AV_LIST(struct av_match); } matches; /* by sentence, then start */
	struct { AV_LIST(struct av_capture); } captures;
	/* 6 resolve */
	struct { AV_LIST(struct av_figure); } figures; /* by start; never overlapping */
	struct { AV_LIST(struct av_reading); } alternatives;
	/* 7 relate */
	struct { AV_LIST(struct av_claim); } claims;
	/* 8 emit */
	struct av_buffer output;
};

/* A zeroed doc is empty. Reset forgets a block (all that stages wrote, carry_out and the
 * arena's pieces too) and keeps the memory and what the caller gave. */
void av_doc_reset(struct av_doc *doc);
void av_doc_free(struct av_doc *doc);
/* Text of a span, as normalised; as it stands in the source (UTF-8). */
struct av_str av_doc_text(const struct av_doc *doc, struct av_span span);
struct av_str av_doc_source(const struct av_doc *doc, struct av_span span);
/* Where a span stands in the source document, in its own bytes. */
struct av_source_span av_doc_source_span(const struct av_doc *doc, struct av_span span);
/* Notes something about a part of the text. false: out of memory. */
bool av_doc_note(struct av_doc *doc, struct av_span span, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The sentence that holds position `at`, or AV_NONE. */
uint32_t av_doc_sentence_at(const struct av_doc *doc, uint32_t at);
/* NULL if every invariant holds (spans inside, sorted, arrays parallel), else what is
 * broken, as a constant. Only looks. */
const char *av_doc_check(const struct av_doc *doc, const struct av_rules *rules);

#endif
