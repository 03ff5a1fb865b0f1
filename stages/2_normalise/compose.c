/* SPDX-License-Identifier: MIT
 * NFC, piece by piece: ICU's C interface normalises UTF-16 only and tells nothing of
 * offsets, so only the few characters that can change go through it, together with the
 * unit before them, and come back as one unit. */
#include "inner/fold.h"

#include "normalise.h"

struct piece {
	UChar units[2 * AV_PIECE];
	int32_t length; /* of units */
	unsigned count; /* of code points */
	const char *end; /* of its source */
};

static bool add(struct piece *piece, uint32_t code)
{
	if (piece->count == AV_PIECE)
		return false;
	piece->count++;
	U16_APPEND_UNSAFE(piece->units, piece->length, (UChar32)code);
	return true;
}

/* Whether the last unit takes part: marks never melt into a space or over a line's end. */
static bool joins_before(const struct writer *w, uint32_t code)
{
	return w->before && w->before != '\n' && w->before != ' ' &&
	       !unorm2_hasBoundaryBefore(w->nfc, (UChar32)code);
}

static bool add_last_unit(const struct writer *w, struct piece *piece)
{
	for (const char *at = w->unit_out; at < w->out;) {
		uint32_t code;
		at += av_utf8_decode(at, w->out, &code);
		if (!add(piece, code))
			return false;
	}
	return true;
}

/* Adds the marks that follow; characters of no width between them go with them. */
static bool add_marks(const struct writer *w, struct piece *piece, const char *at)
{
	uint32_t code, word;
	for (piece->end = at;;) {
		at = av_writer_peek_kept(w, at, &code, &word);
		if (!(word & AV_FOLD_MARK) || unorm2_hasBoundaryBefore(w->nfc, (UChar32)code))
			return true;
		if (!add(piece, av_fold_target(code, word)))
			return false;
		at += av_utf8_decode(at, w->end, &code);
		piece->end = at;
	}
}

/* Takes the last unit back, with what was noted in the map since it began. */
static void reopen_unit(struct writer *w)
{
	uint32_t made = (uint32_t)(w->unit_out - w->out_begin);
	uint32_t from = (uint32_t)(w->unit_at - w->begin);
	struct av_map *map = w->map;
	while (map->count && (map->items[map->count - 1].made > made ||
			      map->items[map->count - 1].from > from))
		map->count--;
	w->out = w->unit_out;
}

static void write_piece(struct writer *w, const struct piece *piece)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar made[6 * AV_PIECE];
	int32_t i = 0;
	int32_t n = unorm2_normalize(w->nfc, piece->units, piece->length, made, 6 * AV_PIECE,
				     &status);
	const UChar *units = U_SUCCESS(status) ? made : piece->units;
	n = U_SUCCESS(status) ? n : piece->length;
	while (i < n) {
		UChar32 code;
		U16_NEXT(units, i, n, code);
		w->before = av_fold((uint32_t)code);
		w->out += av_utf8_encode(w->before, w->out);
	}
	w->before_word = av_fold_word(w->before);
}

void av_compose(struct writer *w, uint32_t code, unsigned length)
{
	struct piece piece = { .length = 0 };
	bool joins = joins_before(w, code);
	uint32_t folded = av_fold(code);
	if ((joins && !add_last_unit(w, &piece)) || !add(&piece, folded) ||
	    !add_marks(w, &piece, w->at + length)) {
		av_writer_put(w, folded, length);
		return;
	}
	if (joins) {
		reopen_unit(w);
	} else {
		w->unit_out = w->out;
		w->unit_at = w->at;
	}
	write_piece(w, &piece);
	size_t source = (size_t)(piece.end - w->unit_at), made = (size_t)(w->out - w->unit_out);
	if (source == made && memcmp(w->unit_at, w->unit_out, made) == 0)
		w->at = piece.end;
	else
		av_writer_close_unit(w, piece.end);
}
