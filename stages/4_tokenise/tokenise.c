/* SPDX-License-Identifier: MIT
 * Stage 4: numbers are read, words of the lexicon are marked, and each sentence with a
 * figure in it gets a shape for the rules. A sentence without one leaves no trace. */
#include <stdlib.h>

#include "inner/stage.h"
#include "tokenise.h"

static enum aver_status open_tags(const struct av_rules *rules, void **state)
{
	struct av_scan_tags *tags = malloc(sizeof *tags);
	if (!tags)
		return AVER_NO_MEMORY;
	tags->before = av_rules_tag(rules, AV_STR("before"));
	tags->article = av_rules_tag(rules, AV_STR("a-word"));
	tags->every = av_rules_tag(rules, AV_STR("every-word"));
	tags->header = av_rules_tag(rules, AV_STR("header-word"));
	tags->half = av_rules_tag(rules, AV_STR("half-word"));
	tags->hour_letter = av_rules_tag(rules, AV_STR("hour-letter"));
	tags->time_letter = av_rules_tag(rules, AV_STR("time-letter"));
	tags->number_prefix = av_rules_tag(rules, AV_STR("number-prefix"));
	*state = tags;
	return AVER_OK;
}

static bool sentence(struct av_scan *scan, struct av_span span)
{
	struct av_doc *doc = scan->doc;
	struct av_sentence_tokens *tokens = av_list_push(&doc->sentence_tokens);
	if (!tokens)
		return false;
	uint32_t first_number = doc->numbers.count;
	scan->text = av_str_of(doc->text.at, span.end);
	scan->begin = scan->at = span.start;
	scan->first = doc->tokens.count;
	scan->worth = false;
	if (!av_scan_sentence(scan))
		return false;
	if (!scan->worth) {
		doc->tokens.count = scan->first;
		doc->numbers.count = first_number;
	}
	tokens->first = scan->first;
	tokens->count = doc->tokens.count - scan->first;
	tokens->shape_start = tokens->shape_end = (uint32_t)doc->shape.length;
	return !scan->worth || av_shape_write(doc, scan->rules, span, tokens);
}

static enum aver_status run(void *state, const struct av_rules *rules, struct av_doc *doc)
{
	struct av_scan scan = { .rules = rules, .doc = doc, .tags = state };
	for (uint32_t i = 0; i < doc->sentences.count; i++)
		if (!sentence(&scan, doc->sentences.items[i].span))
			return AVER_NO_MEMORY;
	return AVER_OK;
}

const struct av_stage av_stage_tokenise = {
	.name = "tokenise", .open = open_tags, .run = run, .close = free,
};
