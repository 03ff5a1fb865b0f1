/* SPDX-License-Identifier: MIT
 * example, reject and known-failure lines, checked for their form and kept for `aver
 * rules test`. A rule set at work does not hold them. */
#include "examples.h"

#include <stdlib.h>

static const struct {
	enum av_field_id field;
	enum av_example_type type;
} types[] = {
	{ AV_FIELD_EXAMPLE, AV_EXAMPLE },
	{ AV_FIELD_REJECT, AV_REJECT },
	{ AV_FIELD_KNOWN_FAILURE, AV_KNOWN_FAILURE },
};

static int type_of(const struct av_field *field)
{
	for (unsigned i = 0; i < sizeof types / sizeof *types; i++)
		if (types[i].field == field->type->id)
			return (int)types[i].type;
	return -1;
}

/* TEXT => FIELDS, split; false if there is no arrow. */
static bool split(struct av_part body, struct av_part *text, struct av_part *expected)
{
	struct av_str whole = av_part_str(body);
	const char *arrow = memmem(whole.at, whole.length, "=>", 2);
	*text = *expected = body;
	expected->start = body.end;
	if (!arrow)
		return false;
	text->end = body.start + (uint32_t)(arrow - whole.at);
	expected->start = text->end + 2;
	*text = av_part_trim(*text);
	*expected = av_part_trim(*expected);
	return true;
}

static bool keep(struct av_compiler *c, const struct av_draft *draft, const struct av_field *field,
		 struct av_part text, struct av_part expected)
{
	struct av_arena *arena = &c->examples->arena;
	struct av_example *example = av_list_push(c->examples);
	if (!example) {
		c->no_memory = true;
		return false;
	}
	const struct av_piece *piece = &field->body.line->pieces[0];
	*example = (struct av_example){
		.type = (uint8_t)type_of(field),
		.rule = av_arena_copy(arena, draft->name),
		.kind = draft->rule.kind,
		.text = av_arena_copy(arena, av_part_str(text)),
		.expected = av_arena_copy(arena, av_part_str(expected)),
		.file = av_arena_copy(arena, draft->file->path),
		.line_text = av_arena_copy(arena, piece->source),
		.line = piece->line,
		.start = field->body.start + piece->offset,
		.end = field->body.end + piece->offset,
	};
	bool fine = example->rule.at && example->text.at && example->expected.at &&
		    example->file.at && example->line_text.at;
	c->no_memory |= !fine;
	return fine;
}

static bool gather(struct av_compiler *c, struct av_draft *draft, const struct av_field *field)
{
	struct av_part text, expected;
	bool arrow = split(field->body, &text, &expected), reject = type_of(field) == AV_REJECT;
	bool needs = !reject && draft->rule.kind != AV_FALSE_FRIEND &&
		     draft->rule.kind != AV_HEADER;
	if (text.start == text.end)
		av_part_say(c, AV_ERROR, field->body, "here goes the text of the example");
	else if (needs && expected.start == expected.end)
		av_part_say(c, AV_ERROR, field->body,
			    "what is expected is missing: TEXT => FIELD VALUE, FIELD VALUE");
	else if (reject && arrow)
		av_part_say(c, AV_ERROR, field->body,
			    "a `reject` line has a text and expects nothing");
	else if (c->examples && !draft->broken)
		return keep(c, draft, field, text, expected);
	return true;
}

bool av_examples_gather(struct av_compiler *c)
{
	for (uint32_t i = 0; i < c->drafts.count; i++) {
		struct av_draft *draft = &c->drafts.items[i];
		for (const struct av_field *f = draft->fields; f; f = f->next)
			if (type_of(f) >= 0 && !gather(c, draft, f))
				return false;
	}
	return true;
}

void av_examples_free(struct av_examples *examples)
{
	free(examples->items);
	av_arena_free(&examples->arena);
	*examples = (struct av_examples){ 0 };
}
