/* SPDX-License-Identifier: MIT
 * Build-time program: writes CLDR's names of units and currencies, as ICU carries them,
 * as tables for the rule compiler. All rows are weak: our own tables override them.
 * Usage: cldr OUTPUT-DIRECTORY RULES-DIRECTORY; of the rules only the ids in
 * common/units.tsv and common/currencies.tsv are read. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uclean.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

#define TEXT 512
#define IDS 4096

/* CLDR ids that ours differ from. */
static const struct { const char *cldr, *ours; } renamed[] = {
	{ "permillion", "part-per-million" },
	{ "generic", "generic-temperature" },
	{ "point", "typographic-point" },
};

static const struct locale {
	const char *file, *cldr;
} locales[] = {
	{ "en", "en" },	     { "en", "en_001" },      { "en", "en_GB" },
	{ "zh", "zh" },	     { "zh", "zh_Hant" },     { "zh", "zh_Hant_HK" },
};
#define LOCALES (sizeof locales / sizeof *locales)

struct work {
	FILE *out;
	char (*ids)[64];
	bool *phrases; /* by id: only names of several words are its names */
	size_t id_count;
	char (*seen)[TEXT]; /* rows written to this file, open addressing */
};
#define SEEN 16384

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "cldr: %s: %s\n", what, why);
	exit(1);
}

/* --- what is known ------------------------------------------------------------------- */

/* The first column of a table: the ids that names may lead to; and `phrases` in its last. */
static void read_ids(struct work *work, const char *folder, const char *name)
{
	char path[TEXT], line[TEXT];
	snprintf(path, sizeof path, "%s/common/%s", folder, name);
	FILE *in = fopen(path, "r");
	if (!in)
		fail(path, "can't be read");
	while (fgets(line, sizeof line, in)) {
		size_t length = strcspn(line, "\t\r\n");
		if (line[0] == '#' || !length || length >= sizeof work->ids[0])
			continue;
		if (work->id_count == IDS)
			fail(path, "too many ids");
		const char *last = strrchr(line, '\t');
		work->phrases[work->id_count] = last && strcmp(last, "\tphrases\n") == 0;
		memcpy(work->ids[work->id_count], line, length);
		work->ids[work->id_count++][length] = 0;
	}
	fclose(in);
}

static const char *known_id(const struct work *work, const char *id)
{
	for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
		if (strcmp(id, renamed[i].cldr) == 0)
			id = renamed[i].ours;
	for (size_t i = 0; i < work->id_count; i++)
		if (strcmp(work->ids[i], id) == 0)
			return work->ids[i];
	return NULL;
}

/* Whether the row is new to this file. */
static bool is_new(struct work *work, const char *row)
{
	unsigned long hash = 5381;
	for (const char *c = row; *c; c++)
		hash = hash * 33 + (unsigned char)*c;
	size_t at = hash % SEEN;
	while (work->seen[at][0] && strcmp(work->seen[at], row))
		at = (at + 1) % SEEN;
	if (work->seen[at][0])
		return false;
	snprintf(work->seen[at], TEXT, "%s", row);
	return true;
}

/* --- rows ----------------------------------------------------------------------------- */

/* Symbols of up to three letters (MW, mW) mean what they mean in their own case only. */
static bool is_symbol(const char *surface)
{
	bool upper = false;
	for (const char *c = surface; *c; c++)
		upper |= *c >= 'A' && *c <= 'Z';
	return strlen(surface) < 2 || (upper && strlen(surface) < 4);
}

static void write_row(struct work *work, const char *surface, const char *id,
		      const char *before_flags)
{
	char row[TEXT];
	snprintf(row, sizeof row, "%s\t%s\t%s%s", surface, id, before_flags,
		 is_symbol(surface) ? "weak,case" : "weak");
	if (is_new(work, row))
		fprintf(work->out, "%s\n", row);
}

/* The name in a pattern such as `{0} metres`; false where words stand before the number
 * too, which a rule must read. */
static bool name_in(const char *pattern, char name[TEXT])
{
	const char *number = strstr(pattern, "{0}");
	const char *from = number ? number + 3 : pattern;
	if (number && number != pattern)
		return false;
	while (*from == ' ' || strncmp(from, "\xC2\xA0", 2) == 0)
		from += *from == ' ' ? 1 : 2;
	snprintf(name, TEXT, "%s", from);
	for (size_t n = strlen(name); n && name[n - 1] == ' '; n--)
		name[n - 1] = 0;
	/* a zero right behind the number is part of it (`{0}0 年`) */
	return name[0] && !strchr("0123456789", name[0]) && !strchr(name, '\t') &&
	       !strchr(name, '{');
}

static bool get_text(const UResourceBundle *bundle, char text[TEXT])
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = 0;
	const UChar *string = ures_getString(bundle, &length, &status);
	if (U_FAILURE(status))
		return false;
	u_strToUTF8(text, TEXT, NULL, string, length, &status);
	return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING;
}

typedef void (*visit)(struct work *work, const char *key, UResourceBundle *bundle);

/* Each member of a table; `bundle` may be NULL. */
static void each(struct work *work, UResourceBundle *bundle, visit visit_one)
{
	for (int32_t i = 0, count = bundle ? ures_getSize(bundle) : 0; i < count; i++) {
		UErrorCode status = U_ZERO_ERROR;
		UResourceBundle *one = ures_getByIndex(bundle, i, NULL, &status);
		if (U_SUCCESS(status)) {
			const char *key = ures_getKey(one);
			visit_one(work, key ? key : "", one);
		}
		ures_close(one);
	}
}

static UResourceBundle *member(UResourceBundle *bundle, const char *key)
{
	UErrorCode status = U_ZERO_ERROR;
	UResourceBundle *one = bundle ? ures_getByKey(bundle, key, NULL, &status) : NULL;
	if (U_SUCCESS(status))
		return one;
	ures_close(one);
	return NULL;
}

/* --- units ---------------------------------------------------------------------------- */

/* Forms of a unit whose text is no name of it. */
static bool is_form(const char *key)
{
	static const char *const no_forms[] = { "per", "gender", "case" };
	for (size_t i = 0; i < sizeof no_forms / sizeof *no_forms; i++)
		if (strcmp(key, no_forms[i]) == 0)
			return false;
	return true;
}

static void visit_unit(struct work *work, const char *key, UResourceBundle *bundle)
{
	const char *id = known_id(work, key);
	for (int32_t i = 0, count = id ? ures_getSize(bundle) : 0; i < count; i++) {
		UErrorCode status = U_ZERO_ERROR;
		UResourceBundle *form = ures_getByIndex(bundle, i, NULL, &status);
		char text[TEXT], name[TEXT];
		if (U_SUCCESS(status) && is_form(ures_getKey(form)) && get_text(form, text) &&
		    name_in(text, name))
			write_row(work, name, id, "");
		ures_close(form);
	}
}

static void visit_unit_type(struct work *work, const char *key, UResourceBundle *bundle)
{
	/* `compound` holds patterns, `coordinate` points of the compass */
	if (strcmp(key, "compound") && strcmp(key, "coordinate") &&
	    ures_getType(bundle) == URES_TABLE)
		each(work, bundle, visit_unit);
}

static void write_units(struct work *work, UResourceBundle *bundle)
{
	static const char *const lengths[] = { "units", "unitsShort" };
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		UResourceBundle *names = member(bundle, lengths[i]);
		each(work, names, visit_unit_type);
		ures_close(names);
	}
}

/* --- currencies ----------------------------------------------------------------------- */

static bool is_name(const struct work *work, const char *id, const char *text)
{
	size_t index = (size_t)((const char(*)[64])id - work->ids);
	return strcmp(text, id) != 0 && (!work->phrases[index] || strchr(text, ' '));
}

/* [symbol, name]: symbols only where they say which country's. */
static void visit_currency(struct work *work, const char *key, UResourceBundle *bundle)
{
	const char *id = known_id(work, key);
	char text[TEXT];
	for (int32_t i = 0; id && i < 2 && i < ures_getSize(bundle); i++) {
		UErrorCode status = U_ZERO_ERROR;
		UResourceBundle *one = ures_getByIndex(bundle, i, NULL, &status);
		bool fits = U_SUCCESS(status) && get_text(one, text) && is_name(work, id, text) &&
			    (i == 1 || (strlen(text) > 2 && text[strlen(text) - 1] == '$'));
		if (fits)
			write_row(work, text, id, i ? "after\t" : "both\t");
		ures_close(one);
	}
}

static void visit_plural(struct work *work, const char *key, UResourceBundle *bundle)
{
	const char *id = known_id(work, key);
	for (int32_t i = 0, count = id ? ures_getSize(bundle) : 0; i < count; i++) {
		UErrorCode status = U_ZERO_ERROR;
		UResourceBundle *form = ures_getByIndex(bundle, i, NULL, &status);
		char text[TEXT];
		if (U_SUCCESS(status) && get_text(form, text) && is_name(work, id, text))
			write_row(work, text, id, "after\t");
		ures_close(form);
	}
}

static void write_currencies(struct work *work, UResourceBundle *bundle)
{
	UResourceBundle *names = member(bundle, "Currencies");
	UResourceBundle *plurals = member(bundle, "CurrencyPlurals");
	each(work, names, visit_currency);
	each(work, plurals, visit_plural);
	ures_close(names);
	ures_close(plurals);
}

/* --- files ---------------------------------------------------------------------------- */

static const struct table {
	const char *stem, *package, *header;
	void (*write)(struct work *work, UResourceBundle *bundle);
} tables[] = {
	{ "unit-names", "unit", "surface\tunit\tflags", write_units },
	{ "currency-names", "curr", "surface\tcode\tplace\tflags", write_currencies },
};

static void write_locale(struct work *work, const struct table *table, const char *locale)
{
	char package[64];
	UErrorCode status = U_ZERO_ERROR;
	snprintf(package, sizeof package, "%s-%s", U_ICUDATA_NAME, table->package);
	UResourceBundle *bundle = ures_openDirect(package, locale, &status);
	/* a locale that says nothing of its own has no bundle */
	if (U_SUCCESS(status))
		table->write(work, bundle);
	else if (status != U_MISSING_RESOURCE_ERROR)
		fail(locale, u_errorName(status));
	ures_close(bundle);
}

/* Locales of one language stand side by side in the list and share a file. */
static void write_tables(struct work *work, const struct table *table, const char *folder)
{
	for (size_t i = 0; i < LOCALES; i++) {
		if (i == 0 || strcmp(locales[i].file, locales[i - 1].file)) {
			char path[TEXT];
			snprintf(path, sizeof path, "%s/%s.%s.tsv", folder, table->stem,
				 locales[i].file);
			if (work->out && fclose(work->out))
				fail(path, "can't be written");
			work->out = fopen(path, "w");
			if (!work->out)
				fail(path, "can't be written");
			memset(work->seen, 0, SEEN * sizeof *work->seen);
			fprintf(work->out, "# Made from CLDR by stages/generate/cldr.c\n%s\n",
				table->header);
		}
		write_locale(work, table, locales[i].cldr);
	}
}

int main(int count, char **words)
{
	struct work work = { 0 };
	if (count != 3)
		fail("usage", "cldr OUTPUT-DIRECTORY RULES-DIRECTORY");
	work.ids = calloc(IDS, sizeof *work.ids);
	work.phrases = calloc(IDS, sizeof *work.phrases);
	work.seen = calloc(SEEN, sizeof *work.seen);
	if (!work.ids || !work.phrases || !work.seen)
		fail("memory", "out of it");
	read_ids(&work, words[2], "units.tsv");
	read_ids(&work, words[2], "currencies.tsv");
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		write_tables(&work, &tables[i], words[1]);
	if (fclose(work.out))
		fail(words[1], "can't be written");
	free(work.ids);
	free(work.phrases);
	free(work.seen);
	u_cleanup();
	return 0;
}
