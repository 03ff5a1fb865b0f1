/* SPDX-License-Identifier: MIT
 * Which encoding a document is in. A byte order mark says it, else the caller's name,
 * else text that is valid UTF-8 is UTF-8, else ICU's detector looks at the beginning.
 * A few broken bytes do not make UTF-8 something else: they are repaired (utf8.c). */
#include "inner/read.h"

#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

/* Bytes the detector looks at: its answer does not get better beyond. */
#define DETECT_BYTES (16 * 1024)

static const struct mark {
	const char *bytes;
	uint8_t length, unit;
	bool big_endian;
	const char *name;
} marks[] = {
	{ "\xEF\xBB\xBF", 3, 1, false, "" },
	{ "\xFF\xFE\0\0", 4, 4, false, "UTF-32LE" },
	{ "\0\0\xFE\xFF", 4, 4, true, "UTF-32BE" },
	{ "\xFF\xFE", 2, 2, false, "UTF-16LE" },
	{ "\xFE\xFF", 2, 2, true, "UTF-16BE" },
	{ "\x84\x31\x95\x33", 4, 1, false, "GB18030" },
};

/* Encodings whose units are wider than a byte, and those that are UTF-8. */
static const struct family {
	const char *name;
	uint8_t unit;
	bool big_endian;
	const char *use; /* the name to go on with */
} families[] = {
	{ "UTF-8", 1, false, "" },           { "US-ASCII", 1, false, "" },
	{ "UTF-16LE", 2, false, "UTF-16LE" }, { "UTF-16BE", 2, true, "UTF-16BE" },
	{ "UTF-16", 2, true, "UTF-16BE" },    { "UTF-32LE", 4, false, "UTF-32LE" },
	{ "UTF-32BE", 4, true, "UTF-32BE" },  { "UTF-32", 4, true, "UTF-32BE" },
};

bool av_encoding_known(const char *name)
{
	UErrorCode error = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &error);
	ucnv_close(converter);
	return *name && U_SUCCESS(error);
}

/* Names are far shorter than the room for them; what is longer is no encoding's. */
static void copy_name(char *to, const char *name)
{
	size_t length = strnlen(name, AV_ENCODING_NAME - 1);
	memcpy(to, name, length);
	to[length] = '\0';
}

static void set_name(struct av_encoding *encoding, const char *name)
{
	encoding->unit = 1;
	copy_name(encoding->name, name);
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		if (!ucnv_compareNames(name, families[i].name)) {
			encoding->unit = families[i].unit;
			encoding->big_endian = families[i].big_endian;
			copy_name(encoding->name, families[i].use);
		}
}

static bool find_mark(struct av_str bytes, struct av_encoding *encoding)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const struct mark *m = &marks[i];
		if (bytes.length < m->length || memcmp(bytes.at, m->bytes, m->length) != 0)
			continue;
		copy_name(encoding->name, m->name);
		encoding->unit = m->unit;
		encoding->big_endian = m->big_endian;
		encoding->mark = m->length;
		return true;
	}
	return false;
}

/* Where the last code point begins if it is not complete: bytes may end inside one. */
static size_t complete(struct av_str bytes)
{
	size_t at = bytes.length;
	for (unsigned back = 0; back < 3 && at > 0; back++)
		if (((unsigned char)bytes.at[--at] & 0xC0) == 0xC0)
			return at;
	return bytes.length;
}

/* Whether text that is not valid UTF-8 is still meant to be: text in another encoding
 * is hardly ever valid by chance, so two well-formed characters outweigh a broken one. */
static bool nearly_utf8(struct av_str bytes)
{
	size_t good = 0, broken = 0;
	const char *at = bytes.at, *end = bytes.at + bytes.length;
	while (at < end) {
		uint32_t code;
		unsigned length = av_utf8_decode(at, end, &code);
		good += length > 1;
		broken += length == 1 && (unsigned char)*at >= 0x80;
		at += length;
	}
	return good > 0 && good >= 2 * broken;
}

static bool is_ascii(struct av_str bytes)
{
	unsigned char all = 0;
	for (size_t i = 0; i < bytes.length; i++)
		all |= (unsigned char)bytes.at[i];
	return all < 0x80;
}

static bool has_zero(struct av_str bytes)
{
	return bytes.length > 0 && memchr(bytes.at, 0, bytes.length) != NULL;
}

/* UTF-16 without a mark: every second byte of what is Latin, or of line ends, is zero,
 * and the other half of the bytes hardly ever is. */
static const char *wide_without_mark(struct av_str bytes)
{
	size_t zeros[2] = { 0, 0 };
	for (size_t i = 0; i < bytes.length; i++)
		zeros[i & 1] += !bytes.at[i];
	size_t many = bytes.length / 64 + 4;
	if (bytes.length % 2 || zeros[0] + zeros[1] < many)
		return NULL;
	if (zeros[1] > 16 * zeros[0])
		return "UTF-16LE";
	return zeros[0] > 16 * zeros[1] ? "UTF-16BE" : NULL;
}

static void ask_icu(struct av_str bytes, struct av_encoding *encoding)
{
	UErrorCode error = U_ZERO_ERROR;
	UCharsetDetector *detector = ucsdet_open(&error);
	ucsdet_setText(detector, bytes.at, (int32_t)bytes.length, &error);
	const UCharsetMatch *match = ucsdet_detect(detector, &error);
	const char *name = match ? ucsdet_getName(match, &error) : NULL;
	if (U_SUCCESS(error) && name && av_encoding_known(name))
		set_name(encoding, name);
	ucsdet_close(detector);
}

static void detect(struct av_str bytes, bool whole, struct av_encoding *encoding)
{
	struct av_str sample = av_str_of(bytes.at,
					 bytes.length < DETECT_BYTES ? bytes.length : DETECT_BYTES);
	const char *wide = has_zero(sample) ? wide_without_mark(sample) : NULL;
	encoding->settled = true;
	encoding->guessed = wide != NULL;
	if (wide) {
		set_name(encoding, wide);
	} else if (is_ascii(bytes)) {
		encoding->settled = whole;
	} else {
		size_t valid = av_utf8_valid(bytes);
		if (valid == bytes.length || (!whole && valid == complete(bytes)))
			return;
		size_t start = valid > DETECT_BYTES / 2 ? valid - DETECT_BYTES / 2 : 0;
		sample.at = bytes.at + start;
		if (bytes.length - start < sample.length)
			sample.length = bytes.length - start;
		if (nearly_utf8(sample))
			return;
		encoding->guessed = true;
		ask_icu(sample, encoding);
	}
}

struct av_encoding av_encoding_find(struct av_str bytes, bool first, bool whole,
				    struct av_str named)
{
	struct av_encoding encoding = { .unit = 1, .settled = true }, marked = encoding;
	char name[AV_ENCODING_NAME] = "";
	if (named.length < sizeof name && named.length)
		memcpy(name, named.at, named.length);
	bool by_name = *name && strcmp(name, "auto") != 0;
	if (by_name)
		set_name(&encoding, name);
	if (first && find_mark(bytes, &marked)) {
		bool wide = marked.unit > 1 && marked.unit == encoding.unit;
		if (!by_name || wide || !strcmp(marked.name, encoding.name))
			return marked;
	}
	if (!by_name)
		detect(bytes, whole, &encoding);
	return encoding;
}
