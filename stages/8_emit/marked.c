/* SPDX-License-Identifier: MIT
 * --to marked: the text as it is, for a person at a terminal, its figures in colour by
 * kind. Control characters of the text would command the terminal, so they go. */
#include "emit.h"

#define ESCAPE "\033["
static const struct av_str plain = { ESCAPE "0m", sizeof(ESCAPE "0m") - 1 };

#define COLOUR(code) { ESCAPE code "m", sizeof(ESCAPE code "m") - 1 }
static const struct av_str colours[AV_KINDS] = {
	[AV_NUMBER] = COLOUR("1;37"),   [AV_COUNT] = COLOUR("1;37"),
	[AV_PERCENT] = COLOUR("1;36"),  [AV_RATIO] = COLOUR("1;36"),
	[AV_FRACTION] = COLOUR("1;36"), [AV_MONEY] = COLOUR("1;32"),
	[AV_MEASURE] = COLOUR("1;33"),  [AV_DURATION] = COLOUR("1;34"),
	[AV_AGE] = COLOUR("1;34"),      [AV_DATE] = COLOUR("1;35"),
	[AV_TIME] = COLOUR("1;35"),     [AV_PERIOD] = COLOUR("1;35"),
	[AV_ORDINAL] = COLOUR("1;31"),  [AV_SCORE] = COLOUR("1;31"),
};

static bool is_control(unsigned char c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
}

static void add_text(struct av_buffer *out, struct av_str text)
{
	char *to = av_buffer_reserve(out, text.length);
	if (!to)
		return;
	size_t kept = 0;
	for (size_t i = 0; i < text.length; i++)
		if (!is_control((unsigned char)text.at[i]))
			to[kept++] = text.at[i];
	out->length += kept;
}

void av_marked_write(struct emitter *e)
{
	const struct av_doc *doc = e->doc;
	size_t at = 0;
	for (uint32_t i = 0; i < doc->figures.count && i < doc->claims.count; i++) {
		const struct av_figure *figure = &doc->figures.items[i];
		struct av_span span = av_map_back(&doc->map, figure->span);
		bool fits = span.start >= at && span.end <= doc->source.length;
		if (!fits || !av_emit_wants(e->rules, doc, i))
			continue;
		add_text(e->out, av_str_of(doc->source.at + at, span.start - at));
		av_buffer_append(e->out, colours[figure->reading.kind]);
		add_text(e->out, av_str_of(doc->source.at + span.start, av_span_length(span)));
		av_buffer_append(e->out, plain);
		at = span.end;
	}
	add_text(e->out, av_str_of(doc->source.at + at, doc->source.length - at));
}
