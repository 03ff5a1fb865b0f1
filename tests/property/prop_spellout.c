/* SPDX-License-Identifier: MIT
 * Numbers in words, against ICU's spell-out: what ICU writes we read as the value it came
 * from, as one number that covers the whole text; and the value spelled out again gives
 * the same words. */
#include <stdio.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "property.h"
#include "reading.h"

#define TEXT 1024

struct speaker {
	const char *name, *locale, *set; /* set NULL: the locale's own */
	bool verbose;                    /* has few forms: tried on fewer values */
	unsigned from; /* financial digits alone are words of another sense: 陆, 伍, 拾 */
};
static const struct speaker speakers[] = {
	{ "en", "en", NULL, false, 0 },
	{ "en with and", "en", "%spellout-cardinal-verbose", true, 0 },
	{ "zh", "zh", NULL, false, 0 },
	{ "zh with zero", "zh", "%spellout-cardinal", true, 0 },
	{ "zh with two", "zh", "%spellout-cardinal-alternate2", true, 0 },
	{ "zh financial", "zh", "%spellout-cardinal-financial", true, 11 },
	{ "zh_Hant", "zh_Hant", NULL, false, 0 },
	{ "zh_Hant financial", "zh_Hant", "%spellout-cardinal-financial", true, 11 },
};

static uint64_t state = 88172645463325252u;

static uint64_t random_number(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	return state ^= state << 17;
}

static UNumberFormat *open_speaker(const struct speaker *speaker)
{
	UErrorCode error = U_ZERO_ERROR;
	UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, speaker->locale, NULL, &error);
	if (speaker->set && U_SUCCESS(error)) {
		UChar name[64];
		u_uastrcpy(name, speaker->set);
		unum_setTextAttribute(format, UNUM_DEFAULT_RULESET, name, -1, &error);
	}
	return U_SUCCESS(error) ? format : NULL;
}

/* Spells a decimal text out; the length in UTF-8, 0 when ICU refuses. */
static unsigned spell(UNumberFormat *format, const char *decimal, char out[TEXT])
{
	UErrorCode error = U_ZERO_ERROR;
	UChar wide[TEXT];
	int32_t length = 0;
	unum_formatDecimal(format, decimal, -1, wide, TEXT, NULL, &error);
	u_strToUTF8(out, TEXT, &length, wide, -1, &error);
	return U_SUCCESS(error) ? (unsigned)length : 0;
}

static bool read_back(const char *words, unsigned length, const char *decimal)
{
	struct av_decimal wanted;
	const struct av_doc *doc = reading_of(av_str_of(words, length));
	if (!doc || !av_decimal_parse(av_str_of(decimal, strlen(decimal)), &wanted) ||
	    doc->numbers.count != 1)
		return false;
	const struct av_number *number = &doc->numbers.items[0];
	return number->has_value && av_decimal_compare(number->value, wanted) == 0 &&
	       av_span_length(number->span) == doc->text.length;
}

/* The value as we read it, spelled out, must be the same words again. */
static bool same_words(UNumberFormat *format, const char *words, unsigned length)
{
	char text[AV_DECIMAL_TEXT + 1], again[TEXT];
	const struct av_doc *doc = &reading_doc;
	if (!doc->numbers.count)
		return false;
	text[av_decimal_print(doc->numbers.items[0].value, text)] = 0;
	unsigned size = spell(format, text, again);
	return size == length && memcmp(words, again, length) == 0;
}

static void try_value(const struct speaker *speaker, UNumberFormat *format, const char *decimal)
{
	char words[TEXT];
	unsigned length = spell(format, decimal, words);
	bool good = length && read_back(words, length, decimal);
	if (property_fails(speaker->name, good))
		printf("# %s: %s is `%.*s`\n", speaker->name, decimal, (int)length, words);
	if (good && property_fails("spelled again", same_words(format, words, length)))
		printf("# %s: `%.*s`\n", speaker->name, (int)length, words);
}

static void try_whole(const struct speaker *speaker, UNumberFormat *format, unsigned last)
{
	char decimal[32];
	for (unsigned i = speaker->from; i <= last; i++) {
		snprintf(decimal, sizeof decimal, "%u", i);
		try_value(speaker, format, decimal);
	}
}

/* Of every length up to 15 digits, with zeros in them as often as not. */
static uint64_t random_value(void)
{
	uint64_t value = 0;
	unsigned length = 1 + (unsigned)(random_number() % 15);
	for (unsigned i = 0; i < length; i++) {
		uint64_t r = random_number();
		value = value * 10 + (r >> 32 & 1 ? 0 : r % 10);
	}
	return value;
}

static void try_random(const struct speaker *speaker, UNumberFormat *format, unsigned count)
{
	char decimal[64];
	for (unsigned i = 0; i < count; i++) {
		uint64_t value = random_value();
		if (value < speaker->from)
			continue;
		const char *sign = value && i % 5 == 1 ? "-" : "";
		if (i % 7 == 3)
			snprintf(decimal, sizeof decimal, "%s%llu.%llu%u", sign,
				 (unsigned long long)(value % 1000000 + speaker->from),
				 (unsigned long long)(random_number() % 10000),
				 (unsigned)(random_number() % 9) + 1);
		else
			snprintf(decimal, sizeof decimal, "%s%llu", sign,
				 (unsigned long long)value);
		try_value(speaker, format, decimal);
	}
}

int main(void)
{
	if (!reading_open()) {
		printf("spellout: 0 passed, 1 failed\n");
		return 1;
	}
	for (size_t i = 0; i < sizeof speakers / sizeof *speakers; i++) {
		UNumberFormat *format = open_speaker(&speakers[i]);
		if (!format)
			continue;
		bool verbose = speakers[i].verbose;
		try_whole(&speakers[i], format, property_cases(verbose ? 5000 : 20000));
		try_random(&speakers[i], format, property_cases(verbose ? 25000 : 60000));
		unum_close(format);
	}
	reading_close();
	return property_report("spellout");
}
