/* SPDX-License-Identifier: MIT
 * Who states a figure: the turn it stands in, else whoever is quoted, else whoever is
 * reported to say it. What the text itself tells has no speaker. */
#include "relate.h"

/* Bytes before and behind a quotation in which its speaker is looked for. */
#define NEAR 120

static void say(struct av_claim *claim, const struct frame *frame, uint8_t attribution)
{
	claim->speaker = frame->speaker;
	claim->speaker_cue = frame->cue;
	claim->attribution = attribution;
}

static bool say_turn(const struct relate *r, uint32_t sentence, struct av_claim *claim)
{
	const struct av_doc *doc = r->doc;
	uint32_t turn = doc->sentences.items[sentence].turn;
	if (turn == AV_NONE)
		return false;
	struct av_span name = doc->turns.items[turn].name;
	claim->attribution = AV_TURN;
	if (name.start < name.end) {
		claim->speaker = claim->speaker_cue = name;
		return true;
	}
	claim->speaker_carried = doc->carry_in.speaker;
	claim->cue_source = doc->carry_in.speaker_cue;
	if (!claim->speaker_carried.length)
		claim->attribution = AV_UNATTRIBUTED;
	return claim->speaker_carried.length > 0;
}

/* The frame that covers a figure: the last one before it; or one behind it that ends
 * the sentence (`…, she said.`). */
static const struct frame *frame_for(const struct relate *r, struct av_span figure)
{
	const struct frame *found = NULL;
	for (uint32_t i = 0; i < r->frames.count; i++) {
		const struct frame *frame = &r->frames.items[i];
		if (frame->cue.end <= figure.start)
			found = frame;
		else if (!found && frame->clause >= figure.end && !frame->opens)
			return frame;
	}
	return found;
}

/* The innermost quotation around a figure, or AV_NONE. Quotations are by start, as figures
 * are, so those that have begun are counted on from figure to figure. */
static uint32_t quote_around(struct relate *r, struct av_span figure)
{
	const struct av_quote *quotes = r->doc->quotes.items;
	while (r->begun < r->doc->quotes.count && quotes[r->begun].inside.start <= figure.start)
		r->begun++;
	uint32_t at = r->begun ? r->begun - 1 : AV_NONE;
	while (at != AV_NONE && !av_span_holds(quotes[at].inside, figure))
		at = quotes[at].parent;
	return at;
}

/* Text of one paragraph around a position. */
static struct av_span paragraph_at(const struct relate *r, uint32_t sentence)
{
	uint32_t paragraph = r->doc->sentences.items[sentence].paragraph;
	if (paragraph < r->doc->paragraphs.count)
		return r->doc->paragraphs.items[paragraph];
	return (struct av_span){ 0, (uint32_t)r->doc->text.length };
}

/* Back or forward to where a character begins. */
static uint32_t at_character(const struct relate *r, uint32_t at)
{
	while (at < r->doc->text.length && ((unsigned char)r->doc->text.at[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* Looks for a speaker behind the quotation, then before it. */
static bool look_around(struct relate *r, uint32_t sentence, struct av_span inside)
{
	struct av_span paragraph = paragraph_at(r, sentence);
	uint32_t far = paragraph.end < inside.end + NEAR ? paragraph.end : inside.end + NEAR;
	bool is_long = inside.start > paragraph.start + NEAR;
	uint32_t back = is_long ? inside.start - NEAR : paragraph.start;
	struct av_span behind = { inside.end, at_character(r, far) };
	struct av_span before = { at_character(r, back), inside.start };
	if (behind.start < behind.end && av_frames_scan(r, behind, &r->quote_frame))
		return true;
	return before.start < before.end && av_frames_scan(r, before, &r->quote_frame);
}

/* Frames and items of the sentence are lost to the scan and are made again. */
static bool find_quoted(struct relate *r, uint32_t sentence, uint32_t quote)
{
	if (r->quote == quote)
		return r->quote_found;
	r->quote = quote;
	r->quote_found = look_around(r, sentence, r->doc->quotes.items[quote].inside);
	av_items_open(r, sentence);
	av_frames_find(r);
	return r->quote_found;
}

/* In a quotation: whoever the sentence names outside it, else whoever stands nearby. */
static bool say_quote(struct relate *r, const struct av_figure *figure, struct av_claim *claim)
{
	uint32_t quote = quote_around(r, figure->span);
	if (quote == AV_NONE)
		return false;
	struct av_span inside = r->doc->quotes.items[quote].inside;
	for (uint32_t i = 0; i < r->frames.count; i++)
		if (!av_span_overlaps(r->frames.items[i].cue, inside)) {
			say(claim, &r->frames.items[i], AV_QUOTE);
			return true;
		}
	if (!find_quoted(r, figure->sentence, quote))
		return false;
	say(claim, &r->quote_frame, AV_QUOTE);
	return true;
}

void av_link_speaker(struct relate *r, uint32_t figure, uint32_t at, struct av_claim *claim)
{
	const struct av_figure *f = &r->doc->figures.items[figure];
	(void)at;
	if (say_turn(r, f->sentence, claim) || say_quote(r, f, claim))
		return;
	const struct frame *frame = frame_for(r, f->span);
	if (frame)
		say(claim, frame, AV_REPORTED);
	else if (r->last_sentence == f->sentence && r->frames.count == 0)
		say(claim, &r->last, AV_REPORTED);
}
