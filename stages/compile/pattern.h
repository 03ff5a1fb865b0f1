/* SPDX-License-Identifier: MIT
 * A pattern on its way to PCRE2: read once from left to right; slots become classes of
 * shape code points, literal words of the lexicon their code points; what it can begin
 * with is gathered beside. Shared by pattern.c, group.c, escape.c, literal.c, slot.c. */
#ifndef AV_PATTERN_H
#define AV_PATTERN_H

#include "draft.h"
#include "inner/limits.h"
#include "reach.h"

/* Groups in groups deeper than this are a mistake, and would cost PCRE2 its stack. */
#define AV_GROUP_DEPTH 32

enum av_group_kind {
	AV_GROUP_PLAIN,
	AV_GROUP_AHEAD, /* (?=…) must be there, takes no room */
	AV_GROUP_BEHIND, /* (?<=…) the same */
	AV_GROUP_NOT    /* (?!…), (?<!…): nothing is known of what is there */
};
struct av_group {
	enum av_group_kind kind;
	bool behind;       /* a lookbehind: everything in it has a fixed length */
	uint32_t start;    /* of its `(` in the expanded text */
	size_t out;        /* behind its opening in the made pattern */
	uint32_t branches;
	bool has_whole, has_last;
	struct av_reach whole, before, last; /* finished branches; branch so far; last atom */
};

/* A byte of the made pattern and the byte of the expanded text it came from. */
struct av_trace {
	uint32_t out, at;
	const struct av_expansion *expansion;
};

/* A word of the lexicon that answers to one of some tags, or a number of some forms. */
struct av_slot_class {
	struct av_str key; /* the tags as written: `number`, `tag|tag2` */
	const struct av_range *ranges; /* of shape code points */
	uint32_t count;
	uint32_t words;    /* lexicon words that answer to it */
	bool numbers;      /* numbers answer to it, too */
	struct av_set tags; /* its lexicon tags */
};

struct av_walk {
	struct av_compiler *c;
	struct av_draft *draft;
	const struct av_expansion *expansion;
	struct av_str text; /* expanded */
	uint32_t at;
	bool mark;     /* first round: only finds the words that literals name */
	bool broken;   /* a mistake was said; the pattern is given up */
	bool fixed;    /* the whole of it stands in a lookbehind */
	unsigned depth;
	struct av_group groups[AV_GROUP_DEPTH + 1];
	struct av_buffer out;
	struct { AV_LIST(struct av_trace); } traces;
	struct av_set variable_tags[AV_CAPTURES_MAX];
	struct av_str variable_names[AV_CAPTURES_MAX];
	unsigned variable_count;
	unsigned slot_count;
	unsigned group_count; /* with a name: PCRE2 has so many, or fewer */
};

/* Says a mistake about bytes [start, end) of the expanded text, unless in the first round. */
void av_walk_say(struct av_walk *w, uint32_t start, uint32_t end, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void av_walk_put(struct av_walk *w, struct av_str text);
void av_walk_put_code(struct av_walk *w, uint32_t code);
/* Puts text[at, to) out as it is and goes there. */
void av_walk_copy(struct av_walk *w, uint32_t to);
/* True in a lookbehind, where PCRE2 wants one length. */
bool av_walk_behind(const struct av_walk *w);
static inline int av_walk_next(const struct av_walk *w, uint32_t ahead)
{
	return w->at + ahead < w->text.length ? (unsigned char)w->text.at[w->at + ahead] : -1;
}

/* group.c */
void av_group_atom(struct av_walk *w, const struct av_reach *reach);
void av_group_open(struct av_walk *w);
void av_group_close(struct av_walk *w);
void av_group_bar(struct av_walk *w);
void av_group_quantifier(struct av_walk *w);
/* What the whole walk can match; to be called at its end. */
struct av_reach av_group_finish(struct av_walk *w);
/* Whether a quantifier stands at text[at]. */
bool av_is_quantifier(struct av_str text, uint32_t at);
/* Notes that the pattern has a capture of that name. */
void av_group_name(struct av_walk *w, struct av_str name, const struct av_set *tags);

/* guard.c: lets a group of many branches, all that is out of it, begin with a question. */
void av_guard(struct av_walk *w, const struct av_group *group, const struct av_reach *reach);

/* escape.c */
void av_escape(struct av_walk *w);
void av_class(struct av_walk *w);
/* literal.c */
void av_literal(struct av_walk *w);
/* Folded and in lower case, as the shape is. */
uint32_t av_literal_fold(uint32_t code);
/* slot.c */
void av_slot(struct av_walk *w);
/* slot_class.c: the class of these tags, made where it is new; UINT32_MAX: unknown tag
 * (said about [start, end) of the expanded text) or no memory. */
uint32_t av_slot_class_find(struct av_walk *w, struct av_str tags, uint32_t start, uint32_t end);

/* pattern.c: walks one part of a rule, and adds it to w->out. */
bool av_walk_part(struct av_walk *w, const struct av_expansion *expansion, struct av_reach *reach);
/* The place in the rule file that byte `out` of the made pattern came from. */
struct av_part av_walk_place(const struct av_walk *w, size_t out);

#endif
