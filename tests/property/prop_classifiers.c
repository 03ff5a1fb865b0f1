/* SPDX-License-Identifier: MIT
 * Every measure word of rules/zh/classifiers.tsv, in both scripts, makes a count of the
 * number before it, or is the name of a unit or the grade of a score (星级) too; and there
 * are two hundred of them. */
#include <jansson.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "aver.h"
#include "property.h"

#define TEXT 512
#define LEAST 200

static UTransliterator *open_script(void)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar id[64];
	u_uastrcpy(id, "Simplified-Traditional");
	UTransliterator *script = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	return U_SUCCESS(status) ? script : NULL;
}

static bool to_traditional(const UTransliterator *script, char text[TEXT])
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[TEXT];
	int32_t length = 0, limit;
	u_strFromUTF8(wide, TEXT, &length, text, -1, &status);
	limit = length;
	utrans_transUChars(script, wide, &length, TEXT, 0, &limit, &status);
	u_strToUTF8(text, TEXT, NULL, wide, length, &status);
	return U_SUCCESS(status);
}

static const char *string_of(const json_t *record, const char *field)
{
	const char *text = json_string_value(json_object_get(record, field));
	return text ? text : "";
}

/* Whether the text's one record counts seven by that word. */
static bool counts(struct aver_worker *worker, const char *text, const char *word)
{
	struct aver_document document = { .text = text, .length = strlen(text) };
	const char *records = "";
	size_t size = 0;
	if (aver_records(worker, &document, &records, &size) != AVER_OK)
		return false;
	json_t *record = json_loadb(records, size, 0, NULL);
	const char *kind = string_of(record, "kind");
	bool named = (*string_of(record, "unit") || !strcmp(kind, "count")) &&
		     !strcmp(string_of(record, "unit_text"), word);
	bool good = json_number_value(json_object_get(record, "value")) == 7 &&
		    (named || !strcmp(kind, "score"));
	json_decref(record);
	return good;
}

static void try_word(struct aver_worker *worker, const char *script, const char *word)
{
	char text[2 * TEXT];
	snprintf(text, sizeof text, "他说这里有7%s。", word);
	if (property_fails(script, counts(worker, text, word)))
		printf("# %s: %s\n", script, word);
}

static unsigned try_all(struct aver_worker *worker, const UTransliterator *script, FILE *table)
{
	char line[TEXT];
	unsigned count = 0;
	while (fgets(line, sizeof line, table)) {
		size_t length = strcspn(line, "\t\n");
		if (line[0] == '#' || strncmp(line + length, "\tclassifier", 11))
			continue;
		line[length] = 0;
		count++;
		try_word(worker, "simplified", line);
		if (!property_fails("transliteration", to_traditional(script, line)))
			try_word(worker, "traditional", line);
	}
	return count;
}

int main(void)
{
	struct aver_rules *rules = NULL;
	struct aver_worker *worker = NULL;
	FILE *table = fopen("rules/zh/classifiers.tsv", "r");
	UTransliterator *script = open_script();
	bool ready = table && script && aver_rules_builtin(&rules) == AVER_OK &&
		     aver_worker_new(rules, NULL, &worker) == AVER_OK;
	if (!property_fails("ready", ready))
		property_fails("two hundred", try_all(worker, script, table) >= LEAST);
	if (table)
		fclose(table);
	utrans_close(script);
	aver_worker_free(worker);
	aver_rules_free(rules);
	return property_report("classifiers");
}
