/* SPDX-License-Identifier: MIT
 * Stage 2: source -> text, the text that is matched, with the map that leads back. Width
 * forms, Traditional characters, dashes and spaces are folded by table, glosses and marks
 * of no width dropped. Nearly all text is plain ASCII or plain Han: two loops run through
 * those, and everything else goes one character at a time. */
#include "inner/lanes.h"
#include "inner/stage.h"

#include "normalise.h"

#define APOSTROPHE 0x2019u
#define REPLACEMENT 0xFFFDu
#define WIDE_COLON 0xFF1Au

/* Whether 16 bytes can be copied as they are: ASCII, no line end but \n, and no space
 * or line end next to another or to what is not ASCII. */
static bool is_plain(const char *at)
{
	av_lanes here = av_lanes_at(at), next = av_lanes_at(at + 1), space = av_lanes_each(' ');
	return !av_lanes_any((here < av_lanes_each(0)) | ((here <= space) & (next <= space)) |
			     av_lanes_between(here, '\n' + 1, '\r'));
}

static bool is_graphic(char c)
{
	return c > ' ' && c < 0x7F;
}

/* After a Han character a space or a bracket must be looked at; after a space a space. */
static bool may_copy(const struct writer *w)
{
	if (*w->at == ' ')
		return !(w->before_word & (AV_FOLD_HAN | AV_FOLD_SPACE)) && w->before &&
		       w->before != '\n';
	return *w->at != '(' || !(w->before_word & AV_FOLD_HAN);
}

static void copy_ascii(struct writer *w)
{
	const char *at = w->at, *end = w->end;
	char *out = w->out;
	if (at == end || *at < 0 || !may_copy(w))
		return;
	for (; end - at > AV_LANES && is_plain(at); at += AV_LANES, out += AV_LANES)
		memcpy(out, at, AV_LANES);
	while (at < end && is_graphic(*at))
		*out++ = *at++;
	if (at == w->at)
		return;
	w->at = at;
	w->out = out;
	w->unit_at = at - 1;
	w->unit_out = out - 1;
	w->before = (unsigned char)at[-1];
	w->before_word = av_fold_word(w->before);
}

/* The three-byte character at `at`, or 0: surrogates, overlong and broken forms too. */
static inline uint32_t read_three(const char *at)
{
	unsigned char a = (unsigned char)at[0], b = (unsigned char)at[1], c = (unsigned char)at[2];
	bool well = a > 0xE0 && a < 0xF0 && a != 0xED && (b & 0xC0) == 0x80 && (c & 0xC0) == 0x80;
	return well ? (a & 0xFu) << 12 | (b & 0x3Fu) << 6 | (c & 0x3Fu) : 0;
}

static inline void put_three(char *out, uint32_t code)
{
	out[0] = (char)(0xE0 | code >> 12);
	out[1] = (char)(0x80 | (code >> 6 & 0x3F));
	out[2] = (char)(0x80 | (code & 0x3F));
}

/* Han and all else that takes three bytes before and after. Most stays what it is. */
static void copy_three(struct writer *w)
{
	const char *at = w->at, *end = w->end;
	char *out = w->out;
	uint32_t code, to = 0, word = 0;
	for (; end - at > 3 && (code = read_three(at)) != 0; at += 3, out += 3) {
		uint32_t next_word = av_fold_word(code), next = av_fold_target(code, next_word);
		if ((next_word & AV_FOLD_ACTIONS) || next < 0x800 || next > 0xFFFF)
			break;
		to = next;
		word = next_word;
		if (to == code)
			memcpy(out, at, 4); /* the fourth is written over */
		else
			put_three(out, to);
	}
	if (at == w->at)
		return;
	w->at = at;
	w->out = out;
	w->unit_at = at - 3;
	w->unit_out = out - 3;
	w->before = to;
	w->before_word = word;
}

/* --- one character at a time ------------------------------------------------------------ */

/* Han script sets no spaces, whatever stands on the other side; but two numbers written
 * in Han characters must not become one. */
static bool drops_space(uint32_t before, uint32_t after)
{
	if (before & AV_FOLD_HAN)
		return (after & (AV_FOLD_HAN | AV_FOLD_FIGURE)) &&
		       !(before & after & AV_FOLD_NUMERAL);
	return (before & AV_FOLD_FIGURE) && (after & AV_FOLD_HAN);
}

static bool is_line_end(uint32_t code, uint32_t word)
{
	return code == '\r' || av_fold_target(code, word) == '\n';
}

static bool is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

/* 12 500 set with a space that does not break: three digits behind a digit are a group. */
static bool parts_groups(const struct writer *w, uint32_t code, const char *at)
{
	uint32_t next, word;
	unsigned digits = 0;
	if ((code != 0xA0 && code != 0x2009 && code != 0x202F) || !is_digit(w->before))
		return false;
	for (; at < w->end && digits < 4; digits++) {
		at += av_writer_peek(w, at, &next, &word);
		if (!is_digit(av_fold_target(next, word)))
			break;
	}
	return digits == 3;
}

/* A run of spaces becomes one, or none at a line's edges and beside Han characters. More
 * than one between two numbers parts columns of a table: a tab, over which no number goes. */
static void do_space(struct writer *w, uint32_t code, unsigned length)
{
	const char *at = w->at;
	uint32_t next, word;
	if (parts_groups(w, code, at + length)) {
		av_writer_put(w, ',', length);
		return;
	}
	do
		at = av_writer_peek_kept(w, at, &next, &word);
	while ((word & AV_FOLD_SPACE) && (at += av_utf8_decode(at, w->end, &code)));
	bool edge = !w->before || w->before == '\n' || at == w->end || is_line_end(next, word);
	bool columns = at > w->at + length && is_digit(w->before) &&
		       is_digit(av_fold_target(next, word));
	if (!edge && !drops_space(w->before_word, word))
		av_writer_put(w, columns ? '\t' : ' ', length);
	if (at > w->at)
		av_writer_drop(w, at);
}

static void do_drop(struct writer *w, uint32_t code, unsigned length)
{
	(void)code;
	av_writer_drop(w, w->at + length);
}

static bool is_apostrophe(const struct writer *w, const char *after)
{
	uint32_t next, word;
	av_writer_peek_kept(w, after, &next, &word);
	return (w->before_word & AV_FOLD_LETTER) && (word & AV_FOLD_LETTER);
}

/* 3：1, 18：30: typed among Han characters, but a mark of the number's. */
static bool is_between_digits(const struct writer *w, const char *after)
{
	uint32_t next, word;
	if (!is_digit(w->before))
		return false;
	av_writer_peek_kept(w, after, &next, &word);
	return is_digit(av_fold_target(next, word));
}

static void do_special(struct writer *w, uint32_t code, unsigned length)
{
	const char *after = w->at + length;
	if (code == '\r' && after < w->end && *after == '\n')
		av_writer_drop(w, after);
	else if (code == '\r')
		av_writer_put(w, '\n', length);
	else if (code == APOSTROPHE)
		av_writer_put(w, is_apostrophe(w, after) ? '\'' : APOSTROPHE, length);
	else if (code == WIDE_COLON)
		av_writer_put(w, is_between_digits(w, after) ? ':' : WIDE_COLON, length);
	else
		av_writer_put(w, REPLACEMENT, length);
}

static void do_plain(struct writer *w, uint32_t code, unsigned length)
{
	uint32_t to = av_fold_target(code, av_fold_word(code));
	const char *end = NULL;
	if (to == '(' && (w->before_word & AV_FOLD_HAN))
		end = av_gloss_end(w, w->at);
	if (end)
		av_writer_drop(w, end);
	else
		av_writer_put(w, to, length);
}

/* In order of precedence. */
static const struct {
	uint32_t traits;
	void (*act)(struct writer *w, uint32_t code, unsigned length);
} steps[] = {
	{ AV_FOLD_DROP, do_drop },
	{ AV_FOLD_SPACE, do_space },
	{ AV_FOLD_SPECIAL, do_special },
	{ AV_FOLD_MARK, av_compose },
	{ UINT32_MAX, do_plain }, /* a word of 0 as well: see step */
};

static void step(struct writer *w)
{
	uint32_t code, word;
	unsigned length = av_writer_peek(w, w->at, &code, &word), i = 0;
	word |= 1; /* of the delta, which doesn't matter here */
	while (!(steps[i].traits & word))
		i++;
	steps[i].act(w, code, length);
}

static enum aver_status open(const struct av_rules *rules, void **state)
{
	(void)rules;
	UErrorCode status = U_ZERO_ERROR;
	*state = (void *)unorm2_getNFCInstance(&status); /* ICU's own, never freed */
	return U_FAILURE(status) ? AVER_NO_MEMORY : AVER_OK;
}

static enum aver_status run(void *state, const struct av_rules *rules, struct av_doc *doc)
{
	(void)rules;
	struct av_str source = doc->source;
	if (source.length > UINT32_MAX / AV_GROWTH - AV_LANES)
		return AVER_BAD_INPUT;
	doc->text.length = 0;
	doc->map.count = 0;
	char *out = av_buffer_reserve(&doc->text, source.length * AV_GROWTH + AV_LANES);
	if (!out)
		return AVER_NO_MEMORY;
	struct writer w = {
		.nfc = state, .map = &doc->map, .out_begin = out, .out = out, .unit_out = out,
		.begin = source.at, .at = source.at, .unit_at = source.at,
		.end = source.at + source.length,
	};
	while (w.at < w.end && !w.failed) {
		copy_three(&w);
		copy_ascii(&w);
		if (w.at < w.end)
			step(&w);
	}
	doc->text.length = (size_t)(w.out - out);
	av_map_close(&doc->map, (uint32_t)doc->text.length, (uint32_t)source.length);
	return w.failed ? AVER_NO_MEMORY : AVER_OK;
}

const struct av_stage av_stage_normalise = { "normalise", open, run, NULL };
