/* SPDX-License-Identifier: MIT
 * Macros and lists, and who sees them: a file its own, a folder those of its macros.rule,
 * everybody those of common/macros.rule. */
#include "draft.h"

/* The file and folder of macros whose macros hold for more than their own file. */
static const struct av_str shared_stem = { "macros", 6 }, shared_folder = { "common", 6 };

enum sight { UNSEEN, FROM_ALL, FROM_FOLDER, OWN };

static enum sight sight_of(const struct av_source_file *from, const struct av_source_file *file)
{
	if (from == file)
		return OWN;
	if (!av_str_equal(file->stem, shared_stem))
		return UNSEEN;
	if (av_str_equal(file->folder, from->folder))
		return FROM_FOLDER;
	return av_str_equal(file->folder, shared_folder) ? FROM_ALL : UNSEEN;
}

struct av_macro *av_macro_find(struct av_compiler *c, const struct av_source_file *file,
			       struct av_str name)
{
	struct av_macro *best = NULL;
	int best_rank = 0;
	for (uint32_t i = 0; i < c->macros.count; i++) {
		struct av_macro *macro = &c->macros.items[i];
		if (!av_str_equal(macro->name, name))
			continue;
		const struct av_source_file *home = macro->word.line->file;
		enum sight sight = sight_of(file, home);
		int rank = sight == UNSEEN ? 0 : (int)sight * 4 + home->layer;
		if (rank > best_rank) {
			best = macro;
			best_rank = rank;
		}
	}
	return best;
}

bool av_macro_add(struct av_compiler *c, struct av_macro macro)
{
	for (uint32_t i = 0; i < c->macros.count; i++) {
		const struct av_macro *other = &c->macros.items[i];
		if (other->word.line->file != macro.word.line->file ||
		    !av_str_equal(other->name, macro.name))
			continue;
		av_part_say(c, AV_ERROR, macro.word,
			    "`%.*s` is defined twice, first in line %u; rename or remove one",
			    (int)macro.name.length, macro.name.at,
			    other->word.line->pieces[0].line);
		return true;
	}
	struct av_macro *slot = av_list_push(&c->macros);
	if (slot)
		*slot = macro;
	else
		c->no_memory = true;
	return slot != NULL;
}
