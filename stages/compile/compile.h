/* SPDX-License-Identifier: MIT
 * What the files of this folder share while a rule set is made. The order of work, which
 * makes the result independent of the order of files:
 *
 *   load.c     files of all sources, sorted               -> compiler->files
 *   tables.c   every table, type by type (registry order) -> units, entries, lexemes, trie
 *   parse.c    every .rule file                           -> drafts, macros
 *   pattern.c  literals of patterns that are lexicon words -> compiler->literal[entry]
 *   sets.c     entries get their tag sets                 -> entry->set, rules->sets
 *   pattern.c  slots, PCRE2; dispatch.c; lint.c           -> rules->rules, dispatch
 *
 * Memory that the rule set keeps comes from rules->arena; all else from `scratch`. */
#ifndef AV_COMPILER_H
#define AV_COMPILER_H

#include "inner/compile.h"

/* One file of one source. `layer`: 0 built in (or only_dir), 1 extra_dir, 2 files: what
 * is there twice is a mistake inside one layer only; across layers the later one wins
 * (rules) or it is simply there once (table rows). */
struct av_source_file {
	struct av_str path;   /* as messages name it */
	struct av_str folder; /* zh */
	struct av_str stem;   /* percent; of unit-names.en.tsv: unit-names */
	struct av_str middle; /* of unit-names.en.tsv: en; else empty */
	struct av_str text;
	uint8_t layer;
	bool table;           /* .tsv, else .rule */
};

struct av_draft;
struct av_macro;
struct av_slot_class;
struct av_rule_cover;
struct av_rule_way;

struct av_compiler {
	struct av_rules *rules;
	struct av_diag *diag;
	struct av_arena scratch;
	struct av_examples *examples; /* may be NULL */
	struct { AV_LIST(struct av_source_file); } files; /* by layer, then path */
	bool no_memory; /* set by whoever fails; everything then gives up soon */

	/* tables: TOKENS's own state, e.g. the hash from surface to entry and a list of
	 * lexemes per entry while they are still being gathered */
	struct av_lexicon_draft *lexicon;
	/* unit_table.c's own state: rows of units.tsv and currencies.tsv, weak names */
	struct av_unit_drafts *units;
	/* by entry: a rule's literal text names this word, so it needs a set of its own */
	bool *literal;
	uint32_t *set_words; /* by set: how many entries have it */
	uint64_t *named_sets; /* by set, a bit: it is of one word that a rule's text names */

	/* rules */
	struct { AV_LIST(struct av_draft); } drafts;
	struct { AV_LIST(struct av_macro); } macros;
	struct { AV_LIST(struct av_slot_class); } slot_classes;
	struct { AV_LIST(struct av_rule_cover); } covers; /* parallel to rules->rules */
	struct { AV_LIST(struct av_rule_way); } ways; /* of all rules, in their order */
	unsigned group_max;
};

/* --- Tables ---------------------------------------------------------------------- */
#define AV_TABLE_COLUMNS 12

/* A data line of a table. columns[i] is the cell of type->columns[i], trimmed, empty
 * where the file has no such column; it points into `text`, so that a message can point
 * at the cell. */
struct av_table_row {
	const struct av_source_file *file;
	uint32_t line;
	struct av_str text;
	struct av_str columns[AV_TABLE_COLUMNS];
};

struct av_table_type {
	const char *stem;           /* NULL: every table that no other type claims */
	const char *const *columns; /* names in the order of row->columns; NULL ends */
	unsigned required;          /* that many of the first columns may not be empty */
	/* false: out of memory. Mistakes go to av_table_error and are no reason to stop. */
	bool (*row)(struct av_compiler *c, const struct av_table_row *row);
	/* After the last row of the last file of this type; may be NULL. */
	bool (*finish)(struct av_compiler *c);
};

/* unit_table.c */
extern const struct av_table_type av_table_units, av_table_currencies, av_table_unit_names,
	av_table_currency_names;
/* confidence_table.c */
extern const struct av_table_type av_table_confidence;
/* number_table.c, lexicon.c */
extern const struct av_table_type av_table_numbers, av_table_words;
/* tables.c: in the order in which they are loaded: units, currencies, unit-names,
 * currency-names, confidence, numbers, words. NULL ends. */
extern const struct av_table_type *const av_table_types[];

/* tables.c: a mistake in one cell (row->columns[column]); column < 0: the whole line. */
void av_table_error(struct av_compiler *c, const struct av_table_row *row, int column,
		    const char *format, ...) __attribute__((format(printf, 4, 5)));
/* tables.c: reads all tables, fills units, entries, lexemes and the trie, so that
 * av_lexicon_find works; entry->set and rules->sets are still empty. false: no memory. */
bool av_tables_load(struct av_compiler *c);

/* What a table says of a surface: a lexeme whose texts are not in the rule set yet. */
struct av_sense {
	struct av_lexeme lexeme;
	struct av_str value, lang;
};
/* lexicon.c: adds a meaning to a surface (not folded yet). The lexeme's tag is from av_tag_id,
 * its number and unit as they shall be. The same surface, tag and value
 * twice in one layer is reported. Order of calls = order among lexemes of one tag. */
bool av_lexicon_add(struct av_compiler *c, const struct av_table_row *row, struct av_str surface,
		    struct av_sense sense);
/* tags.c: the tag's id, made where it is new; UINT16_MAX: no memory or too many. The
 * known tags have ids 0 … AV_KNOWN_TAGS - 1. */
uint16_t av_tag_id(struct av_compiler *c, struct av_str name);

/* sets.c, after the rules' literals are known: entries with the same tags share a set;
 * an entry with c->literal[entry] has a set to itself. Sets are numbered in order of
 * their sorted tag lists, so that a tag's sets lie side by side and a slot is a short
 * list of ranges. Sets entry->set, entry->known, rules->sets. false: no memory. */
bool av_sets_assign(struct av_compiler *c);

/* --- Memory -------------------------------------------------------------------------- */
/* From rules->arena and from scratch; NULL sets no_memory. Zeroed. */
void *av_keep(struct av_compiler *c, size_t size);
void *av_scratch(struct av_compiler *c, size_t size);
struct av_str av_keep_str(struct av_compiler *c, struct av_str s);

/* --- Did you mean --------------------------------------------------------------------- */
/* The name nearest to `word`, or empty when none is near. `next` gives the names one by
 * one until it returns false. */
struct av_str av_nearest(struct av_str word, const struct av_str *names, size_t count);

#endif
