/* SPDX-License-Identifier: MIT
 * Rule files between text and rule set: logical lines, parts of them (so that every
 * message can point at the very words), rules as lists of fields, macros. */
#ifndef AV_DRAFT_H
#define AV_DRAFT_H

#include "compile.h"

/* One physical line's share of a logical line. */
struct av_piece {
	uint32_t start;      /* in the logical line's text */
	uint32_t line;       /* physical line, from 1 */
	uint32_t offset;     /* where the share begins in it, in bytes */
	struct av_str source; /* the whole physical line */
};
/* A line with the lines that continue it, without comments. */
struct av_line {
	const struct av_source_file *file;
	struct av_str text;
	const struct av_piece *pieces;
	uint32_t piece_count;
};
/* Bytes [start, end) of a logical line. */
struct av_part {
	const struct av_line *line;
	uint32_t start, end;
};

/* Reads a file's logical lines one by one. */
struct av_scan {
	const struct av_source_file *file;
	struct av_str rest;
	uint32_t line; /* the number of the line that `rest` begins with */
};

struct av_field_type;
/* One line of a rule, as parsed. */
struct av_field {
	struct av_field *next;
	const struct av_field_type *type;
	struct av_part word, body; /* `kind`, `percent`; of ROLE = x: role, x */
	uint8_t alternative;       /* which reading the line belongs to */
};
struct av_draft {
	struct av_str name; /* zh/percent/thousandths */
	struct av_part word; /* the name as written */
	const struct av_source_file *file;
	struct av_field *fields, **tail;
	uint8_t alternatives;
	/* made by rule.c */
	struct av_rule rule;
	bool broken; /* it has been complained about: no further checks */
};
struct av_macro {
	struct av_str name;
	struct av_part word, body;
	bool list;
	bool busy; /* being expanded: a macro that uses itself */
};

/* --- scan.c --------------------------------------------------------------------------- */
void av_scan_open(struct av_scan *scan, const struct av_source_file *file);
/* False at the end (or out of memory). */
bool av_scan_next(struct av_compiler *c, struct av_scan *scan, struct av_line **line);
static inline struct av_str av_part_str(struct av_part part)
{
	return av_str_of(part.line->text.at + part.start, part.end - part.start);
}
/* Without white space at both ends. */
struct av_part av_part_trim(struct av_part part);
/* Cuts the first word off (up to white space); the rest is trimmed. */
struct av_part av_part_word(struct av_part *rest);
void av_part_say(struct av_compiler *c, enum av_severity severity, struct av_part where,
		 const char *format, ...) __attribute__((format(printf, 4, 5)));

/* --- parse.c -------------------------------------------------------------------------- */
/* All .rule files -> c->drafts, c->macros. false: out of memory. */
bool av_parse_files(struct av_compiler *c);
/* Adds a field to the draft. */
bool av_draft_add(struct av_compiler *c, struct av_draft *draft, struct av_field field);

/* --- fields.c: what can stand in a rule ------------------------------------------------- */
enum av_field_id {
	AV_FIELD_KIND, AV_FIELD_MATCH, AV_FIELD_NOT_AFTER, AV_FIELD_NOT_BEFORE, AV_FIELD_WITH,
	AV_FIELD_PRIORITY,
	AV_FIELD_CONFIDENCE, AV_FIELD_CONTEXT,
	AV_FIELD_ALTERNATIVE, AV_FIELD_EXAMPLE, AV_FIELD_REJECT, AV_FIELD_KNOWN_FAILURE,
	AV_FIELD_ROLE, AV_FIELDS
};
struct av_field_type {
	const char *name;
	enum av_field_id id;
	bool once;     /* at most one in a rule */
	bool required; /* at least one in a rule */
	const char *help; /* what its body is */
	/* Reads the body into the draft; may be NULL. false: out of memory. */
	bool (*read)(struct av_compiler *c, struct av_draft *draft, const struct av_field *field);
};
extern const struct av_field_type av_field_types[AV_FIELDS];
/* The type of that name, or NULL. Role lines have their own. */
const struct av_field_type *av_field_find(struct av_str name);
/* Says that there is no such field, with the nearest name. */
void av_field_unknown(struct av_compiler *c, struct av_part word);

/* --- rule.c: drafts -> rules -------------------------------------------------------------- */
bool av_rules_make(struct av_compiler *c);

/* --- actions.c ------------------------------------------------------------------------------ */
/* Fields and captures -> rules->actions, rules->terms. false: out of memory. */
bool av_actions_make(struct av_compiler *c, struct av_draft *draft);
/* The index of the rule's variable, or -1. */
int av_variable_find(const struct av_rule *rule, struct av_str name);
/* expression.c: appends the terms of `value / 10` to rules->terms; says what is wrong. */
bool av_expression_parse(struct av_compiler *c, const struct av_rule *rule, struct av_part body,
			 struct av_action *action);

/* --- expand.c: macros and lists, with places kept -------------------------------------------- */
/* From byte `start` of the expanded text on, bytes come from `part`, one by one, or, where
 * `fixed`, all stand for the whole part (what a list or macro name was replaced by). */
struct av_origin {
	uint32_t start;
	struct av_part part;
	bool fixed;
};
struct av_expansion {
	struct av_str text;
	struct { AV_LIST(struct av_origin); } origins;
};
/* false: a mistake (said) or out of memory (c->no_memory). Free with av_expansion_free. */
bool av_expand(struct av_compiler *c, struct av_part body, struct av_expansion *out);
void av_expansion_free(struct av_expansion *expansion);
/* Where bytes [start, end) of the expanded text stand in the rule file. */
struct av_part av_expansion_place(const struct av_expansion *expansion, uint32_t start,
				  uint32_t end);
/* macros.c */
bool av_macro_add(struct av_compiler *c, struct av_macro macro);
/* As seen from `file`: its own, its folder's, everybody's; later layers first. */
struct av_macro *av_macro_find(struct av_compiler *c, const struct av_source_file *file,
			       struct av_str name);

#endif
