/* SPDX-License-Identifier: MIT
 * Stage 6: picks one match where several overlap and computes what it states: value,
 * bounds, unit, change, date. One pass over the matches, sentence by sentence. */
#include <stdlib.h>

#include "draft.h"
#include "inner/stage.h"

struct state {
	struct av_choice choice;
	struct av_figure_draft draft;
	struct av_headers headers;
	struct av_chosen chosen[AV_CHOSEN];
};

static void close_state(void *data)
{
	struct state *state = data;
	if (!state)
		return;
	free(state->choice.senses.items);
	free(state->choice.candidates.items);
	free(state->choice.taken.items);
	free(state->choice.winners.items);
	free(state->headers.items);
	free(state);
}

static enum aver_status open_state(const struct av_rules *rules, void **out)
{
	struct state *state = calloc(1, sizeof *state);
	if (!state || !av_sense_prepare(&state->choice.senses, rules)) {
		close_state(state);
		return AVER_NO_MEMORY;
	}
	state->headers.unruled = av_rules_tag(rules, AV_STR("row-unruled"));
	state->headers.unscaled = av_rules_tag(rules, AV_STR("row-unscaled"));
	*out = state;
	return AVER_OK;
}

/* The first number that the match holds. */
static uint32_t first_number(const struct av_figure_draft *draft)
{
	const struct av_doc *doc = draft->doc;
	uint32_t first = AV_NONE;
	for (uint32_t i = 0; i < draft->rule->variable_count; i++) {
		const struct av_capture *capture =
			&doc->captures.items[draft->match->first_capture + i];
		if (!capture->set || capture->token == AV_NONE)
			continue;
		const struct av_token *token = &doc->tokens.items[capture->token];
		if (token->type == AV_TOKEN_NUMBER && token->index < first)
			first = token->index;
	}
	return first;
}

/* The unit as it stands: captured for itself, or the word that named the unit. */
static struct av_span unit_text_of(const struct av_figure_draft *draft)
{
	if (av_draft_has(draft, AV_ROLE_UNIT_TEXT))
		return av_draft_text(draft, AV_ROLE_UNIT_TEXT);
	const struct av_word *word = av_draft_word(draft, AV_ROLE_UNIT);
	if (!word || word->constant)
		word = av_draft_word(draft, AV_ROLE_UNIT_LOW);
	return word && !word->constant ? word->span : (struct av_span){ 0, 0 };
}

static uint8_t certainty_of(const struct av_figure_draft *draft)
{
	const struct av_word *word = av_draft_word(draft, AV_ROLE_CERTAINTY);
	int certainty = word ? av_name_find(&av_certainty_names, word->text) : -1;
	return certainty < 0 ? AV_STATED : (uint8_t)certainty;
}

/* A figure's reading states something, or dates what stands around it. */
static bool is_worth(const struct av_reading *reading)
{
	return av_says_something(reading) || reading->kind == AV_DATE ||
	       reading->kind == AV_PERIOD;
}

/* The figure of one winning match. A match that states nothing (a division by zero, a
 * capture that is no number) makes none, nor does a number in a name. */
static bool add_figure(struct av_figure_draft *draft, uint32_t match_index)
{
	struct av_figure *figure = av_list_push(&draft->doc->figures);
	if (!figure)
		return false;
	av_draft_fill(draft, 0);
	av_read_draft(draft, draft->rule->kind, &figure->reading);
	if (!is_worth(&figure->reading) || av_is_in_name(draft, &figure->reading)) {
		draft->doc->figures.count--;
		return true;
	}
	figure->span = draft->match->span;
	figure->sentence = draft->match->sentence;
	figure->rule = draft->match->rule;
	figure->match = match_index;
	figure->unit_text = unit_text_of(draft);
	figure->counted = av_draft_text(draft, AV_ROLE_COUNTED);
	figure->subject = av_draft_text(draft, AV_ROLE_SUBJECT);
	figure->about = av_draft_text(draft, AV_ROLE_ABOUT);
	figure->certainty = certainty_of(draft);
	figure->number = first_number(draft);
	figure->like = AV_NONE;
	if (!av_read_alternatives(draft, figure))
		return false;
	figure->confidence = av_figure_confidence(draft, figure);
	return !draft->no_memory;
}

static bool resolve_sentence(struct state *state, const struct av_rules *rules, struct av_doc *doc,
			     uint32_t first, uint32_t end)
{
	if (!av_choose(&state->choice, rules, doc, first, end))
		return false;
	struct av_figure_draft *draft = &state->draft;
	uint32_t before = doc->figures.count;
	for (uint32_t i = 0; i < state->choice.winners.count; i++) {
		uint32_t index = state->choice.winners.items[i];
		draft->match = &doc->matches.items[index];
		draft->rule = &rules->rules.items[draft->match->rule];
		if (draft->rule->kind == AV_HEADER ? !av_header_add(&state->headers, draft)
		    : draft->rule->kind != AV_FALSE_FRIEND && !add_figure(draft, index))
			return false;
	}
	av_headers_apply(&state->headers, draft, before);
	av_apply_adverbs(rules, doc, before);
	av_fill_elided(draft, before);
	return !draft->no_memory;
}

static enum aver_status run(void *data, const struct av_rules *rules, struct av_doc *doc)
{
	struct state *state = data;
	state->draft.rules = rules;
	state->draft.doc = doc;
	state->draft.no_memory = false;
	state->draft.chosen = state->chosen;
	memset(state->chosen, 0, sizeof state->chosen); /* the document's language counts */
	doc->figures.count = 0;
	doc->alternatives.count = 0;
	state->headers.count = 0;
	uint32_t count = doc->matches.count;
	for (uint32_t first = 0, end; first < count; first = end) {
		uint32_t sentence = doc->matches.items[first].sentence;
		for (end = first + 1; end < count && doc->matches.items[end].sentence == sentence;)
			end++;
		if (!resolve_sentence(state, rules, doc, first, end))
			return AVER_NO_MEMORY;
	}
	return AVER_OK;
}

const struct av_stage av_stage_resolve = { "resolve", open_state, run, close_state };
