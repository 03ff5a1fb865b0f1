/* SPDX-License-Identifier: MIT
 * Logical lines -> rules as lists of fields, macros and lists. Every line says by its
 * first word what it is, so a mistake spoils its own line only. */
#include "draft.h"

/* The rule that the lines below it belong to. */
struct place {
	struct av_compiler *c;
	const struct av_source_file *file;
	uint32_t draft; /* index into c->drafts; UINT32_MAX: no rule yet */
};

static bool is_rule_name(struct av_str name)
{
	for (size_t i = 0; i < name.length; i++) {
		char c = name.at[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return false;
	}
	return name.length > 0;
}

static bool check_name(struct av_compiler *c, struct av_part word, struct av_part line,
		       const char *what)
{
	if (is_rule_name(av_part_str(word)))
		return true;
	if (word.start == word.end)
		av_part_say(c, AV_ERROR, line, "the %s has no name", what);
	else
		av_part_say(c, AV_ERROR, word,
			    "a name is made of small letters, digits, `-` and `_`: a-good-name");
	return false;
}

static struct av_str full_name(struct av_compiler *c, const struct av_source_file *file,
			       struct av_str name)
{
	size_t length = file->folder.length + file->stem.length + name.length + 2;
	/* A single file may stand in no folder: zh/percent/NAME is percent/NAME then. */
	char *at = av_keep(c, length);
	if (!at)
		return (struct av_str){ 0 };
	char *to = at;
	struct av_str parts[] = { file->folder, file->stem, name };
	for (unsigned i = file->folder.length == 0; i < 3; i++) {
		memcpy(to, parts[i].at, parts[i].length);
		to += parts[i].length;
		if (i < 2)
			*to++ = '/';
	}
	return av_str_of(at, (size_t)(to - at));
}

static bool begin_rule(struct place *p, struct av_part line, struct av_part word,
		       struct av_part rest)
{
	(void)word;
	struct av_part name = av_part_word(&rest);
	p->draft = UINT32_MAX;
	bool fine = check_name(p->c, name, line, "rule");
	if (fine && rest.start < rest.end)
		av_part_say(p->c, AV_ERROR, rest, "nothing may follow a rule's name");
	struct av_draft *draft = av_list_push(&p->c->drafts);
	if (!draft) {
		p->c->no_memory = true;
		return false;
	}
	draft->file = p->file;
	draft->word = fine ? name : line;
	draft->broken = !fine;
	draft->name = full_name(p->c, p->file, fine ? av_part_str(name) : AV_STR("?"));
	p->draft = p->c->drafts.count - 1;
	return draft->name.at != NULL;
}

static bool add_macro(struct place *p, struct av_part line, struct av_part word,
		      struct av_part rest)
{
	bool list = av_str_equal(av_part_str(word), AV_STR("list"));
	struct av_part name = av_part_word(&rest);
	if (!check_name(p->c, name, line, list ? "list" : "macro"))
		return true;
	struct av_part sign = av_part_word(&rest);
	if (!av_str_equal(av_part_str(sign), AV_STR("=")) || rest.start == rest.end) {
		av_part_say(p->c, AV_ERROR, line, list ? "a list reads `list NAME = WORD | WORD`"
						       : "a macro reads `macro NAME = PATTERN`");
		return true;
	}
	struct av_macro macro = { av_part_str(name), name, rest, list, false };
	return av_macro_add(p->c, macro);
}

/* Lines that do not belong to a rule. */
static const struct {
	struct av_str word;
	bool (*read)(struct place *p, struct av_part line, struct av_part word,
		     struct av_part rest);
} openers[] = {
	{ { "rule", 4 }, begin_rule },
	{ { "macro", 5 }, add_macro },
	{ { "list", 4 }, add_macro },
};

bool av_draft_add(struct av_compiler *c, struct av_draft *draft, struct av_field field)
{
	struct av_field *copy = av_scratch(c, sizeof *copy);
	if (!copy)
		return false;
	*copy = field;
	struct av_field **tail = &draft->fields;
	while (*tail)
		tail = &(*tail)->next;
	*tail = copy;
	return true;
}

static bool is_twice(struct av_compiler *c, const struct av_draft *draft,
		     const struct av_field *field)
{
	for (const struct av_field *f = draft->fields; field->type->once && f; f = f->next) {
		if (f->type != field->type)
			continue;
		av_part_say(c, AV_ERROR, field->word,
			    "a rule has one `%s`, and this one has it in line %u",
			    field->type->name, f->word.line->pieces[0].line);
		return true;
	}
	return false;
}

/* White space before a pattern is dropped, but for a space that the pattern repeats:
 * `not-before  ?kg` is a field, a space, and the pattern ` ?kg`. */
static struct av_part with_space(struct av_part word, struct av_part body)
{
	struct av_str text = body.line->text;
	bool repeat = body.start < body.end && memchr("?*+", text.at[body.start], 3);
	if (repeat && body.start >= word.end + 2 && text.at[body.start - 1] == ' ')
		body.start--;
	return body;
}

/* The line as a field, or false if it is none (said). */
static bool read_field(struct place *p, struct av_part word, struct av_part rest,
		       struct av_field *field)
{
	struct av_part body = rest, sign = av_part_word(&body);
	*field = (struct av_field){ .type = av_field_find(av_part_str(word)), .word = word,
				    .body = with_space(word, rest) };
	if (av_str_equal(av_part_str(sign), AV_STR("="))) {
		field->type = &av_field_types[AV_FIELD_ROLE];
		field->body = body;
	}
	if (!field->type) {
		av_field_unknown(p->c, word);
		return false;
	}
	if (field->body.start == field->body.end && field->type->id != AV_FIELD_ALTERNATIVE) {
		av_part_say(p->c, AV_ERROR, word, "nothing follows; here goes %s",
			    field->type->help);
		return false;
	}
	return true;
}

static bool read_line(struct place *p, struct av_line *line)
{
	struct av_part whole = { line, 0, (uint32_t)line->text.length }, rest = whole;
	struct av_part word = av_part_word(&rest);
	struct av_str text = av_part_str(word);
	for (unsigned i = 0; i < sizeof openers / sizeof *openers; i++)
		if (av_str_equal(text, openers[i].word))
			return openers[i].read(p, whole, word, rest);
	struct av_field field;
	if (!read_field(p, word, rest, &field)) {
		if (p->draft != UINT32_MAX)
			p->c->drafts.items[p->draft].broken = true;
		return true;
	}
	if (p->draft == UINT32_MAX) {
		av_part_say(p->c, AV_ERROR, word,
			    "this line belongs to a rule, and no `rule NAME` is above it");
		return true;
	}
	struct av_draft *draft = &p->c->drafts.items[p->draft];
	if (is_twice(p->c, draft, &field))
		return true;
	if (field.type->read && !field.type->read(p->c, draft, &field))
		return false;
	field.alternative = draft->rule.alternative_count;
	return av_draft_add(p->c, draft, field);
}

bool av_parse_files(struct av_compiler *c)
{
	for (uint32_t i = 0; i < c->files.count; i++) {
		struct place p = { c, &c->files.items[i], UINT32_MAX };
		if (p.file->table)
			continue;
		struct av_scan scan;
		struct av_line *line;
		av_scan_open(&scan, p.file);
		while (av_scan_next(c, &scan, &line))
			if (!read_line(&p, line))
				return false;
	}
	return !c->no_memory;
}
