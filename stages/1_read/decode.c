/* SPDX-License-Identifier: MIT
 * Any encoding ICU knows as source: converted piece by piece to UTF-16 and on to UTF-8,
 * while a map is made from the offsets ICU gives. Characters that take as many bytes
 * in both share a run; each other one is a run of its own. */
#include "decode.h"

#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>

#include "inner/read.h"

#define UNITS 4096

struct decoder {
	UConverter *converter;
	char name[AV_ENCODING_NAME];
	uint64_t broken; /* characters that ICU could not convert */
	UChar units[UNITS];
	int32_t offsets[UNITS];
};

/* Where the character that is being written began, in both texts, and of what kind
 * the map's last run is. */
struct writing {
	struct av_doc *doc;
	uint32_t made, from;
	bool begun, alike;
};

/* Counts what is broken, and goes on with U+FFFD. */
static void count_broken(const void *context, UConverterToUnicodeArgs *args, const char *units,
			 int32_t length, UConverterCallbackReason reason, UErrorCode *error)
{
	struct decoder *decoder = (struct decoder *)(uintptr_t)context;
	if (reason <= UCNV_IRREGULAR)
		decoder->broken++;
	UCNV_TO_U_CALLBACK_SUBSTITUTE(NULL, args, units, length, reason, error);
}

static bool open_converter(struct decoder *decoder, struct av_str name)
{
	UErrorCode error = U_ZERO_ERROR;
	if (name.length >= sizeof decoder->name)
		return false;
	memcpy(decoder->name, name.at, name.length);
	decoder->name[name.length] = '\0';
	ucnv_close(decoder->converter);
	decoder->converter = ucnv_open(decoder->name, &error);
	ucnv_setToUCallBack(decoder->converter, count_broken, decoder, NULL, NULL, &error);
	if (U_SUCCESS(error))
		return true;
	decoder->name[0] = '\0';
	return false;
}

static enum aver_status prepare(struct decoder **slot, struct av_str name)
{
	struct decoder *decoder = *slot ? *slot : calloc(1, sizeof *decoder);
	if (!decoder)
		return AVER_NO_MEMORY;
	*slot = decoder;
	decoder->broken = 0;
	if (!decoder->name[0] ||
	    !av_str_equal(name, av_str_of(decoder->name, strlen(decoder->name))))
		return open_converter(decoder, name) ? AVER_OK : AVER_BAD_ENCODING;
	ucnv_resetToUnicode(decoder->converter);
	return AVER_OK;
}

/* The character that began at writing->from ends before `from`. */
static bool end_character(struct writing *w, uint32_t from)
{
	uint32_t made = (uint32_t)w->doc->source_buffer.length;
	bool alike = made - w->made == from - w->from;
	bool fine = !w->begun || (alike && w->alike) ||
		    av_map_add(&w->doc->decoded, w->made, w->from);
	if (w->begun)
		w->alike = alike;
	w->begun = true;
	w->made = made;
	w->from = from;
	return fine;
}

/* Appends `count` units that were converted from bytes at `base` on. */
static bool write_units(struct decoder *decoder, struct writing *w, uint32_t base, int32_t count,
			bool broke)
{
	struct av_buffer *out = &w->doc->source_buffer;
	if (!av_buffer_reserve(out, (size_t)count * 3))
		return false;
	for (int32_t i = 0; i < count;) {
		int32_t offset = decoder->offsets[i];
		UChar32 code;
		U16_NEXT(decoder->units, i, count, code);
		if (offset >= 0 && (!w->begun || base + (uint32_t)offset > w->from) &&
		    !end_character(w, base + (uint32_t)offset))
			return false;
		if (broke && code == 0xFFFD && !w->doc->broken_count++)
			w->doc->broken_first = w->doc->source_offset + w->from;
		out->length += av_utf8_encode((uint32_t)code, out->at + out->length);
	}
	return true;
}

static enum aver_status convert(struct decoder *decoder, struct av_doc *doc)
{
	const char *at = doc->bytes.at, *end = at + doc->bytes.length;
	struct writing w = { .doc = doc };
	UErrorCode error;
	do {
		UChar *target = decoder->units;
		uint32_t base = (uint32_t)(at - doc->bytes.at);
		uint64_t broken = decoder->broken;
		error = U_ZERO_ERROR;
		ucnv_toUnicode(decoder->converter, &target, decoder->units + UNITS, &at, end,
			       decoder->offsets, true, &error);
		if (U_FAILURE(error) && error != U_BUFFER_OVERFLOW_ERROR)
			return error == U_MEMORY_ALLOCATION_ERROR ? AVER_NO_MEMORY : AVER_INTERNAL;
		if (!write_units(decoder, &w, base, (int32_t)(target - decoder->units),
				 decoder->broken > broken))
			return AVER_NO_MEMORY;
	} while (error == U_BUFFER_OVERFLOW_ERROR);
	if (!end_character(&w, (uint32_t)doc->bytes.length))
		return AVER_NO_MEMORY;
	doc->source = av_buffer_str(&doc->source_buffer);
	av_map_close(&doc->decoded, (uint32_t)doc->source.length, (uint32_t)doc->bytes.length);
	return AVER_OK;
}

enum aver_status av_source_decode(struct decoder **slot, struct av_doc *doc)
{
	enum aver_status status = prepare(slot, doc->encoding);
	if (status == AVER_OK)
		status = convert(*slot, doc);
	return status;
}

void av_decoder_free(struct decoder *decoder)
{
	if (decoder)
		ucnv_close(decoder->converter);
	free(decoder);
}
