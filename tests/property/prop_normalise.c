/* SPDX-License-Identifier: MIT
 * 2_normalise over random mixtures of everything it knows and much it doesn't: the text
 * is a fixed point, every span of it leads back to source that normalises to the same
 * text, rising, on whole characters, and no number changes its value. */
#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "inner/fold.h"
#include "inner/stage.h"
#include "property.h"

#define TEXTS 20000
#define PARTS 24

static uint64_t seed = 20260103;
static unsigned below(unsigned bound)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 33) % bound;
}

static const char *const parts[] = {
	" ", "  ", "\u3000", "\u00A0", "\t", "\n", "\r\n", "\r", "\u2028", "\u200B", "\u00AD",
	"\uFEFF", "\uFE0F", "\u0301", "\u0308", "\u0327", "\u3099", "\u1161", "\u11A8", "\u1100",
	"e", "A", "ａ", "é", "が", "か", "カ", "ｶ", "ﾞ", "萬", "億", "兩", "創(chuàng)", "業(yè)",
	"（zhǒng）", "(", ")", "chua\u0300ng", "n", "ng", "種", "重(chóng)", "一", "五", "5", "½", "²",
	"1,200", "３．５％", "㎡", "①", "’", "‘", "“", "”", "'", "–", "—", "-", "−", "～", "，", "。",
	"$", "￥", "\uE001", "\uFFFD", "\u212B", "\u2126", "\uF900", "\u0958", "𠮷", "\U0001D15E",
	"\xFF", "\xE4\xB8", "\xED\xA0\x80", "plain words of text, thirty-two bytes", "a’s", "ō",
};

static size_t make(char *out)
{
	size_t length = 0;
	for (unsigned n = below(PARTS); n > 0; n--) {
		const char *part = parts[below(sizeof parts / sizeof *parts)];
		size_t size = strlen(part);
		memcpy(out + length, part, size);
		length += size;
	}
	return length;
}

static void run(void *state, struct av_doc *doc, struct av_str source)
{
	doc->source = doc->bytes = source;
	if (av_stage_normalise.run(state, NULL, doc) != AVER_OK)
		exit(2);
}

static bool same_text(void *state, struct av_str source, struct av_str text)
{
	struct av_doc doc = { .source_offset = 0 };
	run(state, &doc, source);
	bool same = av_str_equal(av_buffer_str(&doc.text), text);
	av_doc_free(&doc);
	return same;
}

static void show(const char *what, struct av_str source, struct av_str text)
{
	printf("failed: %s:", what);
	for (size_t i = 0; i < source.length; i++)
		printf(" %02x", (unsigned char)source.at[i]);
	printf("\n  `%.*s`\n  `%.*s`\n", (int)source.length, source.at, (int)text.length, text.at);
}

static void claim(const char *name, bool good, struct av_str source, struct av_str text)
{
	if (property_fails(name, good))
		show(name, source, text);
}

static bool is_border(struct av_str s, uint32_t at)
{
	return at >= s.length || ((unsigned char)s.at[at] & 0xC0) != 0x80;
}

/* Whether a span may begin or end at `at` without changing what stands beside it: marks
 * melt into what is before them, spaces at an end go, ’ needs its letters. */
static bool is_edge(struct av_str text, uint32_t at)
{
	uint32_t code;
	if (at >= text.length)
		return true;
	av_utf8_decode(text.at + at, text.at + text.length, &code);
	return is_border(text, at) && u_getCombiningClass((UChar32)code) == 0 &&
	       u_getIntPropertyValue((UChar32)code, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
}

static bool is_steady(struct av_str text, struct av_span span)
{
	char first = text.at[span.start], last = text.at[span.end - 1];
	return is_edge(text, span.start) && is_edge(text, span.end) && first != ' ' &&
	       last != ' ' && first != '\'' && last != '\'';
}

static void check_span(void *state, const struct av_doc *doc, struct av_span span)
{
	struct av_str text = av_doc_text(doc, span), source = av_doc_source(doc, span);
	claim("a span's source normalises to the span", same_text(state, source, text), source,
	      text);
}

static void check_spans(void *state, const struct av_doc *doc)
{
	struct av_str text = av_buffer_str(&doc->text);
	uint32_t last = 0;
	for (uint32_t at = 0; at < text.length; at++) {
		if (!is_border(text, at))
			continue;
		uint32_t from = av_map_back(&doc->map, (struct av_span){ at, at }).start;
		claim("places in the source rise", from >= last, doc->source, text);
		last = from;
	}
	for (unsigned i = 0; i < 8 && text.length; i++) {
		struct av_span span = { below((unsigned)text.length), 0 };
		span.end = span.start + 1 + below((unsigned)text.length - span.start);
		if (is_steady(text, span))
			check_span(state, doc, span);
	}
}

static void check_text(void *state, struct av_str source)
{
	struct av_doc doc = { .source_offset = 0 };
	run(state, &doc, source);
	struct av_str text = av_buffer_str(&doc.text);
	claim("the text is a fixed point", same_text(state, text, text), source, text);
	if (av_utf8_valid(source) == source.length) {
		const char *broken = av_doc_check(&doc, NULL);
		claim(broken ? broken : "the document's invariants hold", !broken, source, text);
	}
	check_spans(state, &doc);
	av_doc_free(&doc);
}

static void check_values(void)
{
	for (uint32_t code = 0; code < 0x110000; code++) {
		double before = u_getNumericValue((UChar32)code);
		double after = u_getNumericValue((UChar32)av_fold(code));
		bool same = before == after || before == U_NO_NUMERIC_VALUE ||
			    after == U_NO_NUMERIC_VALUE;
		if (property_fails("folding makes no number another one", same))
			printf("failed: U+%04X\n", code);
	}
}

int main(void)
{
	void *state;
	char source[PARTS * 64];
	if (av_stage_normalise.open(NULL, &state) != AVER_OK)
		return 2;
	for (unsigned i = 0; i < property_cases(TEXTS); i++) {
		size_t length = make(source);
		check_text(state, av_str_of(source, length));
	}
	check_values();
	return property_report("normalise");
}
