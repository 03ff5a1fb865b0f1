/* SPDX-License-Identifier: MIT
 * Build-time program: prints the tables of inner/fold_table.h as C, out of ICU's data.
 * ICU's transliterators and normaliser are far too slow and too eager (NFKC makes 102 of
 * 10²) for the text itself; asked once for every character they give a table that is
 * neither. Usage: fold OUTPUT.c */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "inner/fold_table.h"

#define CODES 0x110000
#define SYLLABLES 1024
/* Rarer ideographs, beyond the basic plane, cost a second of the build and fold never. */
#define HAN_END 0x10000

static uint32_t target[CODES], words[CODES], traditional[CODES];
static uint16_t readings[CODES];
static char syllables[SYLLABLES][8];
static uint32_t syllable_count = 1;

static void fail(const char *what, UErrorCode status)
{
	fprintf(stderr, "fold: %s: %s\n", what, u_errorName(status));
	exit(1);
}

/* --- what folds to what, beside ICU's data ----------------------------------------- */

/* Ranges that fold to one character, or (to == 0) that stay though Unicode would change
 * them: ， 。 and their like are marks of their own, ￥ tells yuan from yen. */
static const struct {
	uint32_t first, last, to;
} own_folds[] = {
	{ 0x2010, 0x2012, '-' }, { 0x2212, 0x2212, '-' }, { 0xFE63, 0xFE63, '-' },
	{ 0x2013, 0x2015, 0x2013 }, { 0x2500, 0x2501, 0x2013 }, { 0xFE31, 0xFE32, 0x2013 },
	{ 0xFE58, 0xFE58, 0x2013 }, { 0x301C, 0x301C, '~' }, { 0x223C, 0x223C, '~' },
	{ 0x2236, 0x2236, ':' },
	{ 0x02BC, 0x02BC, '\'' }, { 0x201B, 0x201B, 0x2018 }, { 0x201F, 0x201F, 0x201C },
	{ 0xFE10, 0xFE10, 0xFF0C }, { 0xFE50, 0xFE50, 0xFF0C }, { 0xFE54, 0xFE54, 0xFF1B },
	{ 0xFE55, 0xFE55, 0xFF1A }, { 0xFE56, 0xFE56, 0xFF1F }, { 0xFE57, 0xFE57, 0xFF01 },
	{ 0xFF01, 0xFF01, 0 }, { 0xFF0C, 0xFF0C, 0 }, { 0xFF1A, 0xFF1B, 0 },
	{ 0xFF1F, 0xFF1F, 0 }, { 0xFFE5, 0xFFE5, 0 },
	/* would compose with the kana before them */
	{ 0xFF9E, 0xFF9F, 0 },
	/* breaks of lines and pages */
	{ 0x000B, 0x000C, '\n' }, { 0x0085, 0x0085, '\n' }, { 0x2028, 0x2029, '\n' },
};

static bool fold_own(uint32_t code, uint32_t *to)
{
	for (size_t i = 0; i < sizeof own_folds / sizeof own_folds[0]; i++)
		if (code >= own_folds[i].first && code <= own_folds[i].last) {
			*to = own_folds[i].to ? own_folds[i].to : code;
			return true;
		}
	return false;
}

/* Width, small and vertical forms, and radicals that PDF files have for ideographs. */
static bool is_variant(uint32_t code)
{
	switch (u_getIntPropertyValue((UChar32)code, UCHAR_DECOMPOSITION_TYPE)) {
	case U_DT_WIDE: case U_DT_NARROW: case U_DT_SMALL: case U_DT_VERTICAL:
		return true;
	default:
		return code >= 0x2E80 && code <= 0x2FD5;
	}
}

/* The single character that `code` decomposes to, or `code`. */
static uint32_t decompose(const UNormalizer2 *norm, uint32_t code)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar out[32];
	int32_t n = unorm2_getDecomposition(norm, (UChar32)code, out, 32, &status);
	if (U_FAILURE(status) || n <= 0)
		return code;
	UChar32 c;
	int32_t i = 0;
	U16_NEXT(out, i, n, c);
	return i == n ? (uint32_t)c : code;
}

static bool is_space(uint32_t code)
{
	return code != ' ' && u_charType((UChar32)code) == U_SPACE_SEPARATOR;
}

static uint32_t fold_form(const UNormalizer2 *nfc, const UNormalizer2 *nfkc, uint32_t code)
{
	uint32_t to;
	if (fold_own(code, &to))
		return to;
	if (is_space(code))
		return ' ';
	to = decompose(nfc, code);
	if (to != code)
		return to;
	return is_variant(code) ? decompose(nfkc, code) : code;
}

/* --- Han: one call per transliterator over all characters, a line each ----------------- */

static bool is_han(uint32_t code)
{
	return uscript_hasScript((UChar32)code, USCRIPT_HAN) &&
	       u_isUAlphabetic((UChar32)code);
}

static UChar *list_han(int32_t *length)
{
	UChar *list = malloc(sizeof(UChar) * 3 * CODES);
	if (!list)
		fail("list", U_MEMORY_ALLOCATION_ERROR);
	int32_t n = 0;
	for (uint32_t c = 0x2E80; c < HAN_END; c++)
		if (is_han(c)) {
			U16_APPEND_UNSAFE(list, n, (UChar32)c);
			list[n++] = '\n';
		}
	*length = n;
	return list;
}

/* Calls `note` for each Han character with the line that ICU makes of it. */
static void transliterate(const char *name, void (*note)(uint32_t, const UChar *, int32_t))
{
	UErrorCode status = U_ZERO_ERROR;
	UChar id[64];
	u_uastrcpy(id, name);
	UTransliterator *made = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	int32_t n, i = 0;
	UChar *list = list_han(&n);
	int32_t capacity = 6 * n, limit = n;
	UChar *out = malloc(sizeof(UChar) * (size_t)capacity);
	if (U_FAILURE(status) || !out)
		fail(name, status);
	memcpy(out, list, sizeof(UChar) * (size_t)n);
	utrans_transUChars(made, out, &n, capacity, 0, &limit, &status);
	if (U_FAILURE(status))
		fail(name, status);
	for (const UChar *line = out; line < out + n;) {
		const UChar *end = u_memchr(line, '\n', (int32_t)(out + n - line));
		UChar32 c;
		U16_NEXT_UNSAFE(list, i, c);
		i++;
		note((uint32_t)c, line, (int32_t)(end - line));
		line = end + 1;
	}
	utrans_close(made);
	free(out);
	free(list);
}

/* No number may turn into another one. (Of the two characters for two,
 * 5169 and 4E24, Unicode knows only the first as a number.) */
static bool keeps_number(uint32_t from, uint32_t to)
{
	double before = u_getNumericValue((UChar32)from), after = u_getNumericValue((UChar32)to);
	return after == before || after == U_NO_NUMERIC_VALUE;
}

static bool single(const UChar *line, int32_t length, uint32_t *code)
{
	int32_t i = 0;
	UChar32 c = 0;
	if (length > 0)
		U16_NEXT(line, i, length, c);
	*code = (uint32_t)c;
	return length > 0 && i == length;
}

static void note_simplified(uint32_t code, const UChar *line, int32_t length)
{
	uint32_t to;
	if (single(line, length, &to) && keeps_number(code, to))
		target[code] = to;
}

static void note_traditional(uint32_t code, const UChar *line, int32_t length)
{
	uint32_t to;
	if (single(line, length, &to) && keeps_number(code, to))
		traditional[code] = to;
}

/* Plain letters of a reading: marks of tone go, ü is v. */
static void note_reading(uint32_t code, const UChar *line, int32_t length)
{
	static const UNormalizer2 *nfd;
	UErrorCode status = U_ZERO_ERROR;
	UChar plain[32];
	char name[8] = "";
	size_t n = 0;
	nfd = unorm2_getNFDInstance(&status);
	int32_t m = unorm2_normalize(nfd, line, length, plain, 32, &status);
	for (int32_t i = 0; U_SUCCESS(status) && i < m && n < 7; i++) {
		if (plain[i] >= 'a' && plain[i] <= 'z')
			name[n++] = (char)plain[i];
		else if (plain[i] == 0x308 && n)
			name[n - 1] = 'v';
		else if (plain[i] < 0x300 || plain[i] > 0x36F)
			return;
	}
	if (!n)
		return;
	uint32_t s = 1;
	while (s < syllable_count && strcmp(syllables[s], name) != 0)
		s++;
	if (s == SYLLABLES)
		fail("syllables", U_BUFFER_OVERFLOW_ERROR);
	if (s == syllable_count)
		memcpy(syllables[syllable_count++], name, 8);
	readings[code] = (uint16_t)s;
}

static int compare_names(const void *a, const void *b)
{
	return memcmp(a, b, 8);
}

static void sort_syllables(void)
{
	static char unsorted[SYLLABLES][8];
	static uint16_t place[SYLLABLES];
	memcpy(unsorted, syllables, sizeof unsorted);
	qsort(syllables[1], syllable_count - 1, 8, compare_names);
	for (uint32_t i = 1; i < syllable_count; i++) {
		void *at = bsearch(unsorted[i], syllables[1], syllable_count - 1, 8, compare_names);
		place[i] = (uint16_t)(((char *)at - syllables[0]) / 8);
	}
	for (uint32_t c = 0; c < CODES; c++)
		readings[c] = place[readings[c]];
}

/* --- traits -------------------------------------------------------------------------- */

static bool is_figure(uint32_t c)
{
	static const uint32_t signs[] = { '%', 0x2030, 0x2031, 0xB0, 0x2103, 0x2109, 0xB5 };
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (signs[i] == c)
			return true;
	UErrorCode status = U_ZERO_ERROR;
	int8_t type = u_charType((UChar32)c);
	return (u_isalpha((UChar32)c) && uscript_getScript((UChar32)c, &status) == USCRIPT_LATIN) ||
	       type == U_DECIMAL_DIGIT_NUMBER || type == U_OTHER_NUMBER ||
	       type == U_CURRENCY_SYMBOL || (c >= 0x3371 && c <= 0x33DF);
}

static bool is_dropped(uint32_t c)
{
	return c == 0xAD || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
	       (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static bool is_special(uint32_t c)
{
	return (c >= 0xE000 && c <= 0xF8FF) || c == 0x2019 || c == 0xFF1A || c == '\r';
}

static bool is_mark(uint32_t c)
{
	return u_getCombiningClass((UChar32)c) != 0 ||
	       u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES;
}

static uint32_t traits(uint32_t code, uint32_t to)
{
	uint32_t t = 0;
	t |= is_han(to) ? AV_FOLD_HAN : 0;
	t |= is_figure(to) ? AV_FOLD_FIGURE : 0;
	t |= u_isalpha((UChar32)to) && !is_han(to) ? AV_FOLD_LETTER : 0;
	t |= u_getNumericValue((UChar32)to) != U_NO_NUMERIC_VALUE ? AV_FOLD_NUMERAL : 0;
	t |= to == ' ' ? AV_FOLD_SPACE : 0;
	t |= is_dropped(code) ? AV_FOLD_DROP : 0;
	t |= is_mark(to) ? AV_FOLD_MARK : 0;
	t |= is_special(code) ? AV_FOLD_SPECIAL : 0;
	return t;
}

static void fill(void)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
	if (U_FAILURE(status))
		fail("normaliser", status);
	for (uint32_t c = 0; c < CODES; c++)
		target[c] = traditional[c] = c;
	transliterate("Traditional-Simplified", note_simplified);
	transliterate("Simplified-Traditional", note_traditional);
	transliterate("Han-Latin", note_reading);
	sort_syllables();
	for (uint32_t c = 0; c < CODES; c++) {
		uint32_t to = c >= 0xD800 && c < 0xE000 ? c : fold_form(nfc, nfkc, c);
		/* until nothing changes any more, so that folding twice is folding once */
		for (unsigned i = 0; i < 4 && target[to] != to; i++)
			to = target[to];
		words[c] = ((to - c) & AV_FOLD_DELTA) | traits(c, to);
	}
}

/* --- printing --------------------------------------------------------------------------- */

/* Prints one level of pages and one of distinct pages, `size` bytes a cell. */
static void print_pages(FILE *out, const char *pages, const char *cells, const char *type,
			const void *data, size_t size)
{
	static uint16_t index[AV_FOLD_PAGES], from[AV_FOLD_PAGES];
	const char *bytes = data;
	size_t page_size = AV_FOLD_PAGE * size;
	uint32_t count = 0;
	fprintf(out, "const %s %s[] = {\n", type, cells);
	for (uint32_t p = 0; p < AV_FOLD_PAGES; p++) {
		uint32_t k = 0;
		while (k < count &&
		       memcmp(bytes + from[k] * page_size, bytes + p * page_size, page_size) != 0)
			k++;
		index[p] = (uint16_t)k;
		if (k < count)
			continue;
		from[count++] = (uint16_t)p;
		for (uint32_t i = 0; i < AV_FOLD_PAGE; i++) {
			uint32_t c = p * AV_FOLD_PAGE + i;
			uint32_t cell = size == 4 ? words[c] : readings[c];
			fprintf(out, "%u,%c", cell, i % 16 == 15 ? '\n' : ' ');
		}
	}
	fprintf(out, "};\nconst uint16_t %s[AV_FOLD_PAGES] = {\n", pages);
	for (uint32_t p = 0; p < AV_FOLD_PAGES; p++)
		fprintf(out, "%u,%c", index[p], p % 16 == 15 ? '\n' : ' ');
	fprintf(out, "};\n");
}

static void print_all(FILE *out)
{
	uint32_t pairs = 0;
	fprintf(out, "/* Made by stages/generate/fold.c out of ICU's data. */\n"
		     "#include \"inner/fold_table.h\"\n");
	print_pages(out, "av_fold_pages", "av_fold_words", "uint32_t", words, sizeof words[0]);
	print_pages(out, "av_fold_reading_pages", "av_fold_readings", "uint16_t", readings,
		    sizeof readings[0]);
	fprintf(out, "const char av_fold_syllables[][8] = {\n");
	for (uint32_t i = 0; i < syllable_count; i++)
		fprintf(out, "\"%s\",%c", syllables[i], i % 12 == 11 ? '\n' : ' ');
	fprintf(out, "};\nconst uint32_t av_fold_syllable_count = %u;\n", syllable_count);
	fprintf(out, "const struct av_fold_pair av_fold_traditionals[] = {\n");
	for (uint32_t c = 0; c < CODES; c++)
		if (traditional[c] != c)
			fprintf(out, "{%u, %u},%c", c, traditional[c], ++pairs % 8 ? ' ' : '\n');
	fprintf(out, "};\nconst uint32_t av_fold_traditional_count = %u;\n", pairs);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: fold OUTPUT.c\n");
		return 2;
	}
	fill();
	FILE *out = fopen(argv[1], "w");
	if (!out) {
		perror(argv[1]);
		return 1;
	}
	print_all(out);
	if (fclose(out) != 0) {
		perror(argv[1]);
		return 1;
	}
	return 0;
}
