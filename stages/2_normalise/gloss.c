/* SPDX-License-Identifier: MIT
 * Glosses: some encoding accidents leave a Han character followed by its own reading in
 * brackets. Read as text it would tear words apart, so it is passed over. A character
 * may have more readings than the table's one; those are known by their mark of tone. */
#include "inner/fold.h"

#include "normalise.h"

#define LONGEST 8 /* bytes of a cell of av_fold_syllables */

struct reading {
	char letters[LONGEST];
	unsigned length, tones;
};

/* The letters that some typists put for the plain ones. */
static uint32_t plain_letter(uint32_t code)
{
	return code == 0x251 ? 'a' : code == 0x261 ? 'g' : code;
}

/* Takes one character of a canonical decomposition: a letter or a mark on it. */
static bool take_part(struct reading *r, uint32_t code)
{
	code = plain_letter(code);
	if (code >= 'a' && code <= 'z' && r->length < LONGEST - 1) {
		r->letters[r->length++] = (char)code;
		return true;
	}
	if (code == 0x308 && r->length) {
		r->letters[r->length - 1] = 'v'; /* ü, as the table writes it */
		return true;
	}
	bool tone = code == 0x300 || code == 0x301 || code == 0x304 || code == 0x306 ||
		    code == 0x30C;
	r->tones += tone;
	return tone && r->length;
}

static bool take(const struct writer *w, struct reading *r, uint32_t code)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar parts[8];
	if (code < 0x80)
		return take_part(r, code);
	if (code > 0x3FF)
		return false;
	int32_t count = unorm2_getDecomposition(w->nfc, (UChar32)code, parts, 8, &status);
	if (U_FAILURE(status))
		return false;
	if (count < 0)
		return take_part(r, code);
	for (int32_t i = 0; i < count; i++)
		if (!take_part(r, parts[i]))
			return false;
	return true;
}

static bool is_syllable(const struct reading *r)
{
	uint32_t low = 1, high = av_fold_syllable_count;
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		int order = memcmp(av_fold_syllables[middle], r->letters, LONGEST);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

const char *av_gloss_end(const struct writer *w, const char *at)
{
	struct reading r = { { 0 }, 0, 0 };
	uint32_t code, word;
	unsigned length = av_writer_peek(w, at, &code, &word);
	for (at += length; at < w->end; at += length) {
		length = av_writer_peek(w, at, &code, &word);
		if (word & AV_FOLD_DROP)
			continue;
		code = av_fold_target(code, word);
		if (code == ')') {
			struct av_str own = av_fold_reading(w->before);
			bool is_own = av_str_equal(own, av_str_of(r.letters, r.length));
			bool is_other = r.tones == 1 && is_syllable(&r);
			return r.length && r.tones < 2 && (is_own || is_other) ? at + length : NULL;
		}
		if (!take(w, &r, code))
			return NULL;
	}
	return NULL;
}
