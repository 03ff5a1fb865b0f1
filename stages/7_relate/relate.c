/* SPDX-License-Identifier: MIT
 * Figures -> claims: what each figure is said of, by whom, how firmly, about when. The
 * linkers stand in one table, in order: a later one sees what an earlier one found. */
#include "relate.h"

#include <stdlib.h>

#include "inner/stage.h"

/* Bytes at the head of the sentence before in which an open speaker is looked for. */
#define HEAD 90

static link_fn *const linkers[] = {
	av_link_counted,   av_link_subject, av_link_change,
	av_link_certainty, av_link_when,    av_link_speaker,
};

static bool follows(const struct relate *r, uint32_t sentence)
{
	const struct av_sentence *s = r->doc->sentences.items;
	return sentence > 0 && s[sentence].paragraph == s[sentence - 1].paragraph;
}

/* A speaker whose speech was opened by a clause mark (`徐冰认为，`) goes on speaking in
 * the sentences that follow, up to the paragraph's end. */
static bool goes_on(const struct relate *r, uint32_t sentence)
{
	return r->last.opens && r->last_sentence != AV_NONE && follows(r, sentence) &&
	       r->last_sentence + 1 == sentence;
}

/* The sentence before has no tokens where it has no figures: its head is scanned. */
static void look_back(struct relate *r, uint32_t sentence)
{
	struct frame frame;
	if (!follows(r, sentence) || r->last_sentence == sentence - 1 ||
	    r->doc->sentence_tokens.items[sentence - 1].count)
		return;
	struct av_span head = r->doc->sentences.items[sentence - 1].span;
	if (head.end - head.start > HEAD)
		head.end = head.start + HEAD;
	while (head.end > head.start &&
	       ((unsigned char)r->doc->text.at[head.end] & 0xC0) == 0x80)
		head.end--;
	if (av_frames_scan(r, head, &frame)) {
		r->last = frame;
		r->last_sentence = sentence - 1;
	}
}

static void remember_speaker(struct relate *r, uint32_t sentence)
{
	if (r->frames.count) {
		r->last = r->frames.items[r->frames.count - 1];
		r->last_sentence = sentence;
	} else if (goes_on(r, sentence)) {
		r->last_sentence = sentence;
	}
}

static void open_sentence(struct relate *r, uint32_t figure)
{
	const struct av_doc *doc = r->doc;
	uint32_t sentence = doc->figures.items[figure].sentence;
	r->sentence = sentence;
	r->first_figure = r->figure_end = figure;
	while (r->figure_end < doc->figures.count &&
	       doc->figures.items[r->figure_end].sentence == sentence)
		r->figure_end++;
	r->last_date = AV_NONE;
	r->dates_follow = false;
	r->next_date = figure;
	if (doc->sentences.items[sentence].turn == AV_NONE)
		look_back(r, sentence);
	av_items_open(r, sentence);
	av_frames_find(r);
	remember_speaker(r, sentence);
}

static bool add_claim(struct relate *r, uint32_t figure)
{
	struct av_claim *claim = av_list_push(&r->doc->claims);
	if (!claim)
		return false;
	uint32_t at = r->places.items[figure - r->first_figure].item;
	claim->confidence = r->doc->figures.items[figure].confidence;
	for (unsigned i = 0; i < sizeof linkers / sizeof *linkers && !r->failed; i++)
		linkers[i](r, figure, at, claim);
	return !r->failed;
}

static void start_block(struct relate *r, struct av_doc *doc)
{
	r->doc = doc;
	r->failed = false;
	r->sentence = r->last_sentence = r->quote = r->topic_sentence = AV_NONE;
	r->begun = 0;
	r->last = (struct frame){ 0 };
}

static enum aver_status relate_run(void *state, const struct av_rules *rules, struct av_doc *doc)
{
	struct relate *r = state;
	(void)rules;
	start_block(r, doc);
	for (uint32_t i = 0; i < doc->figures.count; i++) {
		if (doc->figures.items[i].sentence != r->sentence)
			open_sentence(r, i);
		if (r->failed || !add_claim(r, i))
			return AVER_NO_MEMORY;
	}
	return AVER_OK;
}

static enum aver_status relate_open(const struct av_rules *rules, void **state)
{
	struct relate *r = calloc(1, sizeof *r);
	if (!r)
		return AVER_NO_MEMORY;
	r->rules = rules;
	if (!av_words_open(rules, &r->words)) {
		free(r);
		return AVER_NO_MEMORY;
	}
	av_endings_build(rules, &r->endings);
	*state = r;
	return AVER_OK;
}

static void relate_close(void *state)
{
	struct relate *r = state;
	if (!r)
		return;
	av_words_close(&r->words);
	free(r->items.items);
	free(r->places.items);
	free(r->frames.items);
	free(r->scanned.items);
	free(r);
}

const struct av_stage av_stage_relate = { "relate", relate_open, relate_run, relate_close };
