/* SPDX-License-Identifier: MIT
 * Units that rule numbers: a caption (`in thousands` in brackets) gives its unit to the
 * bare numbers of the lines below, a head of a column to those of its column, a label to
 * those behind it in its line. Lines are rows as long as they do not read like prose; the
 * first that does ends the table. What a number of itself says comes first. */
#include "draft.h"

/* A line longer than this without columns is prose though no stop ends it. */
#define LINE_MAX 240

enum { NO_COLUMN = UINT32_MAX };

/* --- lines and columns, as they stand in the source ------------------------------- */

/* What may part columns: the length of such a mark at `at`, 0: none. Full-width bars and
 * spaces do as the narrow ones do. */
static unsigned mark_length(const char *at, const char *end, char mark)
{
	static const struct {
		char mark;
		struct av_str bytes;
	} marks[] = {
		{ '\t', AV_STR("\t") },
		{ '|', AV_STR("|") },
		{ '|', AV_STR("\uFF5C") },
		{ '|', AV_STR("\u2502") },
		{ ' ', AV_STR(" ") },
		{ ' ', AV_STR("\u3000") },
		{ ' ', AV_STR("\u00A0") },
	};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (marks[i].mark == mark && (size_t)(end - at) >= marks[i].bytes.length &&
		    !memcmp(at, marks[i].bytes.at, marks[i].bytes.length))
			return (unsigned)marks[i].bytes.length;
	return 0;
}

/* What a run of white space and bars at `at` parts: a column for each bar or tab, or one
 * for two spaces and more. `*next` gets where the run ends. */
static uint32_t columns_of_run(const char *at, const char *end, const char **next)
{
	uint32_t bars = 0, tabs = 0, spaces = 0;
	while (at < end) {
		unsigned bar = mark_length(at, end, '|'), tab = mark_length(at, end, '\t');
		unsigned space = mark_length(at, end, ' ');
		if (!bar && !tab && !space)
			break;
		bars += bar > 0;
		tabs += tab > 0;
		spaces += space > 1 ? 2 : space;
		at += bar + tab + space;
	}
	*next = at;
	return bars ? bars : tabs ? tabs : spaces > 1;
}

/* The column in which position `at` stands, from 0. */
static uint32_t column_at(const struct av_doc *doc, uint32_t at)
{
	const char *end = av_doc_source(doc, (struct av_span){ at, at + 1 }).at;
	const char *line = end, *next;
	uint32_t column = 0;
	while (line > doc->source.at && line[-1] != '\n')
		line--;
	while (line < end && mark_length(line, end, ' ')) /* the line is indented */
		line += mark_length(line, end, ' ');
	while (line < end) {
		column += columns_of_run(line, end, &next);
		line = next > line ? next : line + 1;
	}
	return column;
}

static uint32_t paragraph_of(const struct av_doc *doc, uint32_t sentence)
{
	return doc->sentences.items[sentence].paragraph;
}

static bool has_columns(const struct av_doc *doc, uint32_t paragraph)
{
	return column_at(doc, doc->paragraphs.items[paragraph].end - 1) > 0;
}

static bool ends_with_stop(struct av_str line)
{
	static const struct av_str stops[] = {
		AV_STR("."), AV_STR("!"), AV_STR("?"), AV_STR("\u3002"), AV_STR("\uFF01"),
		AV_STR("\uFF1F"),
	};
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (line.length >= stops[i].length &&
		    !memcmp(line.at + line.length - stops[i].length, stops[i].at, stops[i].length))
			return true;
	return false;
}

static bool is_prose(const struct av_doc *doc, uint32_t paragraph)
{
	struct av_str line = av_doc_text(doc, doc->paragraphs.items[paragraph]);
	return (ends_with_stop(line) || line.length > LINE_MAX) && !has_columns(doc, paragraph);
}

/* --- headers that hold ------------------------------------------------------------ */

static void remove_headers(struct av_headers *headers, uint32_t paragraph, bool captions)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < headers->count; i++) {
		const struct av_header *header = &headers->items[i];
		if (header->paragraph == paragraph || (header->caption && !captions))
			headers->items[kept++] = *header;
	}
	headers->count = kept;
}

/* What no longer holds in a later line: all behind prose; a label that ruled its own line. */
static void go_on_to(struct av_headers *headers, const struct av_doc *doc, uint32_t paragraph)
{
	uint32_t kept = 0;
	while (headers->count && headers->looked_at < paragraph)
		if (is_prose(doc, ++headers->looked_at))
			headers->count = 0;
	headers->looked_at = paragraph;
	for (uint32_t i = 0; i < headers->count; i++)
		if (!headers->items[i].is_label || headers->items[i].paragraph == paragraph)
			headers->items[kept++] = headers->items[i];
	headers->count = kept;
}

static struct av_span unit_text_of(const struct av_figure_draft *draft)
{
	const struct av_word *word = av_draft_word(draft, AV_ROLE_UNIT);
	if (word && !word->constant)
		return word->span;
	return av_draft_text(draft, AV_ROLE_UNIT_TEXT);
}

bool av_header_add(struct av_headers *headers, struct av_figure_draft *draft)
{
	const struct av_doc *doc = draft->doc;
	const struct av_match *match = draft->match;
	uint32_t paragraph = paragraph_of(doc, match->sentence);
	if (!headers->count)
		headers->looked_at = paragraph;
	go_on_to(headers, doc, paragraph);
	bool caption = !has_columns(doc, paragraph);
	remove_headers(headers, paragraph, caption);
	struct av_header *header = av_list_push(headers);
	if (!header)
		return false;
	av_draft_fill(draft, 0);
	struct av_unit_choice unit = av_choose_unit(draft, AV_ROLE_UNIT, AV_QUANTITY);
	const struct av_quantity *scale = av_draft_number(draft, AV_ROLE_VALUE);
	*header = (struct av_header){
		.paragraph = paragraph, .sentence = match->sentence, .span = match->span,
		.unit_text = unit_text_of(draft), .column = column_at(doc, match->span.start),
		.caption = caption, .factor = unit.factor,
	};
	if (scale && scale->has_value)
		header->factor = av_decimal_multiply(unit.factor, scale->value);
	struct av_reading *reading = &header->reading;
	reading->unit = unit.unit;
	reading->kind = unit.unit != AV_NONE ? draft->rules->units.items[unit.unit].kind
			: av_span_length(header->unit_text) ? AV_COUNT
							    : AV_NUMBER;
	av_read_per(draft, reading);
	return true;
}

/* --- which header rules a figure -------------------------------------------------- */

/* Four digits that might be a year, but none of our time. */
static bool is_odd_year(const struct av_figure *figure, const struct av_number *number)
{
	return figure->reading.kind == AV_DATE && number->range == AV_RANGE_YEAR &&
	       figure->span.start == number->span.start && figure->span.end == number->span.end;
}

static bool is_bare(const struct av_doc *doc, const struct av_figure *figure, bool in_columns)
{
	const struct av_reading *reading = &figure->reading;
	if (figure->number == AV_NONE || reading->unit != AV_NONE)
		return false;
	const struct av_number *number = &doc->numbers.items[figure->number];
	if (number->sort == AV_SORT_ORDINAL || number->range == AV_RANGE_MODERN)
		return false;
	return reading->kind == AV_NUMBER || is_odd_year(figure, number) ||
	       (reading->kind == AV_COUNT && in_columns &&
		!av_span_length(figure->unit_text));
}

/* The header that stands last before the figure in its line, or right behind it. In prose
 * it holds up to the sentence's end. */
static struct av_header *label_of(struct av_headers *headers, const struct av_figure *figure,
				  uint32_t paragraph, bool in_columns)
{
	struct av_header *last = NULL;
	for (uint32_t i = 0; i < headers->count; i++) {
		struct av_header *header = &headers->items[i];
		if (header->paragraph != paragraph ||
		    (!in_columns && header->sentence != figure->sentence))
			continue;
		if (header->span.start >= figure->span.end &&
		    header->span.start - figure->span.end <= 1)
			return header;
		if (header->span.end <= figure->span.start)
			last = header;
	}
	return last;
}

/* That of the figure's column; else a caption, or the head of the first column. */
static const struct av_header *head_of(const struct av_headers *headers, uint32_t paragraph,
				       uint32_t column, bool *own)
{
	const struct av_header *general = NULL;
	for (uint32_t i = 0; i < headers->count; i++) {
		const struct av_header *header = &headers->items[i];
		*own = !header->caption && header->column == column && column > 0;
		if (header->paragraph == paragraph)
			continue;
		if (*own)
			return header;
		if (header->caption || header->column <= headers->first_column)
			general = header;
	}
	*own = false;
	return general;
}

/* --- words that keep a number from its header ------------------------------------- */

/* Whether a word with the tag stands in the line's part before `end`, in a column. */
static bool has_word(const struct av_rules *rules, const struct av_doc *doc, struct av_span part,
		     int tag, uint32_t column)
{
	struct av_str text = av_str_of(doc->text.at, part.end);
	for (uint32_t at = part.start; tag >= 0 && at < part.end; at++) {
		uint32_t end, entry = av_lexicon_find(rules, text, at, &end);
		if (entry != AV_NONE && av_entry_lexeme(rules, entry, (unsigned)tag) &&
		    (column == NO_COLUMN || column_at(doc, at) == column))
			return true;
	}
	return false;
}

/* The line that heads the columns below a caption: the first with columns. */
static bool find_heads(const struct av_doc *doc, const struct av_header *header,
		       uint32_t paragraph, struct av_span *out)
{
	uint32_t line = header->paragraph + header->caption;
	while (line < paragraph && !has_columns(doc, line))
		line++;
	*out = doc->paragraphs.items[line];
	return line < paragraph;
}

static bool is_unruled(const struct av_headers *headers, const struct av_rules *rules,
		       const struct av_doc *doc, const struct av_header *header,
		       const struct av_figure *figure, uint32_t column)
{
	struct av_span heads, label = { 0, figure->span.start };
	uint32_t paragraph = paragraph_of(doc, figure->sentence);
	label.start = doc->paragraphs.items[paragraph].start;
	return has_word(rules, doc, label, headers->unruled, NO_COLUMN) ||
	       (column > 0 && find_heads(doc, header, paragraph, &heads) &&
		has_word(rules, doc, heads, headers->unruled, column));
}

/* --- the ruling ------------------------------------------------------------------- */

static void scale(struct av_reading *reading, struct av_decimal factor)
{
	reading->value = av_decimal_multiply(reading->value, factor);
	reading->low = av_decimal_multiply(reading->low, factor);
	reading->high = av_decimal_multiply(reading->high, factor);
}

static void rule_figure(struct av_figure_draft *draft, const struct av_header *header,
			struct av_figure *figure, bool scaled)
{
	struct av_reading *reading = &figure->reading;
	reading->iso = (struct av_str){ 0 };
	if (scaled)
		scale(reading, header->factor);
	reading->kind = header->reading.kind;
	reading->unit = header->reading.unit;
	reading->unit_id = header->reading.unit_id;
	reading->per = header->reading.per;
	figure->unit_text = header->unit_text;
	figure->alternative_count = 0;
	draft->have = 0;
	av_read_si(draft, reading);
	if (reading->kind == AV_DURATION)
		av_read_duration(draft, reading);
	figure->confidence = av_kind_confidence(draft->rules, reading->kind);
}

static void try_figure(struct av_headers *headers, struct av_figure_draft *draft,
		       struct av_figure *figure, uint32_t paragraph, bool in_columns)
{
	const struct av_doc *doc = draft->doc;
	if (!is_bare(doc, figure, in_columns))
		return;
	uint32_t column = in_columns ? column_at(doc, figure->span.start) : 0;
	struct av_header *label = label_of(headers, figure, paragraph, in_columns);
	bool own = label != NULL;
	const struct av_header *header =
		label ? label : head_of(headers, paragraph, column, &own);
	if (!header || (!own && is_unruled(headers, draft->rules, doc, header, figure, column)))
		return;
	struct av_span line = { doc->paragraphs.items[paragraph].start, figure->span.start };
	rule_figure(draft, header, figure,
		    own || !has_word(draft->rules, doc, line, headers->unscaled, NO_COLUMN));
	if (label)
		label->is_label = true;
}

void av_headers_apply(struct av_headers *headers, struct av_figure_draft *draft, uint32_t first)
{
	const struct av_doc *doc = draft->doc;
	if (!headers->count || first == doc->figures.count)
		return;
	uint32_t paragraph = paragraph_of(doc, doc->figures.items[first].sentence);
	go_on_to(headers, doc, paragraph);
	if (!headers->count)
		return;
	bool in_columns = has_columns(doc, paragraph);
	const char *line = doc->text.at + doc->paragraphs.items[paragraph].start;
	headers->first_column = *line == '|';
	for (uint32_t i = first; i < doc->figures.count; i++)
		try_figure(headers, draft, &draft->doc->figures.items[i], paragraph, in_columns);
}
