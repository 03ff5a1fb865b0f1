/* SPDX-License-Identifier: MIT
 * The lexicons are complete: every name that CLDR has for a unit or a currency, in English
 * and in both Chinese scripts, is put into a sentence with a number, and the record has
 * that unit and that number. So are units over units (`{0}/km`), and ISO 4217's codes on
 * either side of the number. What CLDR leaves ambiguous stands in `excepted`. */
#include <jansson.h>
#include <stdlib.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

#include "aver.h"
#include "property.h"

#define TEXT 512
#define AMOUNT (2 * TEXT)

/* `%s` is the number with its unit. */
static const struct speaker {
	const char *locale, *lang, *sentence;
	const char *over, *over_unit; /* what `per` patterns are tried with */
} speakers[] = {
	{ "en", "en", "They say it came to %s in the end.", "7 kilograms", "kilogram" },
	{ "zh", "zh", "报告说，总共是%s，比预计少。", "7公斤", "kilogram" },
	{ "zh_Hant", "zh-Hant", "報告說，總共是%s，比預計少。", "7公斤", "kilogram" },
};
#define SPEAKERS (sizeof speakers / sizeof *speakers)

/* Ids of CLDR that are other words for ours. */
static const struct { const char *cldr, *ours; } renamed[] = {
	{ "permillion", "part-per-million" },
	{ "generic", "generic-temperature" },
	{ "point", "typographic-point" },
};

/* Names that mean something else first, and what. Those of a language hold for all its
 * scripts. */
static const struct {
	const char *lang, *names, *meaning;
} excepted[] = {
	{ "en", "|item|items|dot|dots|drop|drops|pinch|pinches|jigger|jiggers|"
	        "stones|grain|grains|bars|",
	  "things that are counted" },
	{ "en", "|point|points|", "points of an index" },
	{ "en", "|G|CD|mc|c|pc|pt|em|", "a name, pieces, parts" },
	{ "en", "|pm|dec|in|st|tn|fur|", "a time, a month, a preposition, first, trillion, fur" },
	{ "en", "|milligrams per deciliter|mg/dL|", "not of glucose" },
	{ "en", "|kilograms/m|kt|", "per meter; kilotonnes, knots" },
	{ "zh", "|项|個項目|点|點|杯|滴|撮|小撮|转|圈|节|節|匹|巴|量杯|卡|", "measure words" },
	{ "zh", "|牛|焦|帕|b|B|K|G|gr|em|pt|", "nouns, names, scales" },
	{ "zh", "|季|刻|公斤/刻|世紀|0 年|", "seasons, quarters of an hour, the 7th century, 70 years" },
	{ "zh", "|每平方秒米|每平方秒  公尺|每分升毫克|每分升  毫克|每平方英寸磅|", "units over units in two parts" },
	{ "zh", "|百万分之|", "a fraction" },
	{ "zh", "|度|吨|克拉|大卡|", "degrees of heat, tonnes, carats, kilocalories" },
	{ "zh", "|公斤/平分公分|", "a slip of CLDR's" },
	{ "en", "|Gold|Silver|Palladium|Platinum|", "metals, and medals" },
	{ "zh", "|黄金|黃金|银|銀|白銀|白银|钯|鈀|帕拉狄昂|铂|白金|鉑|", "metals, and medals" },
	{ "en", "|Burmese Kyat|Burmese kyat|Burmese kyats|", "a later currency of that name" },
	{ "zh", "|缅元|尼加拉瓜科多巴|土耳其里拉|马耳他镑|馬爾他鎊|塞拉利昂利昂|獅子山利昂|"
	        "乌克兰币|南韓圓|", "a later currency of that name" },
	{ "zh", "|西班牙比塞塔（帐户 A）|玻利维亚 Mvdol（资金）|", "names with remarks" },
	{ "", "|ALL 7,500|AMD 7,500|TOP 7,500|CVE 7,500|", "words and names" },
	{ "", "|ALL7,500|AMD7,500|ANG7,500|BAM7,500|COP7,500|CUP7,500|CVE7,500|ERN7,500|MOP7,500|"
	      "NIO7,500|PEN7,500|PHP7,500|SOS7,500|TOP7,500|", "names of things" },
};

/* Codes for funds, tests and nothing. */
static const char no_money[] = "|XTS|XXX|XRE|";

struct walk {
	const struct speaker *speaker;
	struct aver_worker *worker;
	const char *group;
};

static bool is_listed(const char *list, const char *name)
{
	const char *at = *name ? strstr(list, name) : NULL;
	size_t length = strlen(name);
	for (; at; at = strstr(at + 1, name))
		if (at[-1] == '|' && at[length] == '|')
			return true;
	return false;
}

static bool is_excepted(const struct walk *walk, const char *name)
{
	for (size_t i = 0; i < sizeof excepted / sizeof *excepted; i++)
		if (!strncmp(walk->speaker->lang, excepted[i].lang, strlen(excepted[i].lang)) &&
		    is_listed(excepted[i].names, name))
			return true;
	return false;
}

/* --- one sentence --------------------------------------------------------------------- */

static bool has_reading(const json_t *reading, const char *unit, double value)
{
	const char *id = json_string_value(json_object_get(reading, "unit"));
	return strcmp(id ? id : "", unit) == 0 &&
	       json_number_value(json_object_get(reading, "value")) == value;
}

/* The record, or one of the other readings it names. */
static bool is_record(const char *line, size_t length, const char *unit, double value)
{
	json_t *record = json_loadb(line, length, 0, NULL);
	bool good = has_reading(record, unit, value);
	const json_t *others = json_object_get(record, "alternatives");
	for (size_t i = 0; !good && i < json_array_size(others); i++)
		good = has_reading(json_array_get(others, i), unit, value);
	json_decref(record);
	return good;
}

/* `name`: what exceptions know the amount by. */
static void try_amount(const struct walk *walk, const char *name, const char *amount,
		       const char *unit, double value)
{
	char text[2 * AMOUNT];
	if (is_excepted(walk, name))
		return;
	int length = snprintf(text, sizeof text, walk->speaker->sentence, amount);
	struct aver_document document = { .text = text, .length = (size_t)length,
					  .lang = walk->speaker->lang };
	const char *records = "", *end;
	size_t size = 0;
	bool good = aver_records(walk->worker, &document, &records, &size) == AVER_OK;
	end = size ? memchr(records, '\n', size) : NULL;
	good = good && end && end + 1 == records + size &&
	       is_record(records, (size_t)(end - records), unit, value);
	if (property_fails(walk->group, good))
		printf("# %s: `%s` is no %s\n", walk->group, amount, unit);
}

/* --- names out of ICU's data ------------------------------------------------------------ */

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

typedef void visit_fn(const struct walk *walk, const char *key, UResourceBundle *bundle,
		      const char *id);

static void each(const struct walk *walk, UResourceBundle *table, visit_fn *visit, const char *id)
{
	for (int32_t i = 0, count = table ? ures_getSize(table) : 0; i < count; i++) {
		UErrorCode status = U_ZERO_ERROR;
		UResourceBundle *one = ures_getByIndex(table, i, NULL, &status);
		if (U_SUCCESS(status))
			visit(walk, ures_getKey(one), one, id);
		ures_close(one);
	}
}

static void each_in(const struct walk *walk, const char *package, const char *table,
		    visit_fn *visit)
{
	char path[64];
	UErrorCode status = U_ZERO_ERROR;
	snprintf(path, sizeof path, "%s-%s", U_ICUDATA_NAME, package);
	UResourceBundle *all = ures_openDirect(path, walk->speaker->locale, &status);
	UResourceBundle *names = ures_getByKey(all, table, NULL, &status);
	if (U_SUCCESS(status))
		each(walk, names, visit, "");
	property_fails("ICU's data", U_SUCCESS(status));
	ures_close(names);
	ures_close(all);
}

/* --- units --------------------------------------------------------------------------------- */

/* Puts `number` where the pattern has {0}. */
static bool fill(const char *pattern, const char *number, char amount[AMOUNT])
{
	const char *hole = strstr(pattern, "{0}");
	if (!hole)
		return false;
	snprintf(amount, AMOUNT, "%.*s%s%s", (int)(hole - pattern), pattern, number, hole + 3);
	return true;
}

static void visit_form(const struct walk *walk, const char *key, UResourceBundle *form,
		       const char *id)
{
	char pattern[TEXT], amount[AMOUNT], name[AMOUNT], unit[TEXT];
	bool one = !strcmp(key, "one"), per = !strcmp(key, "per");
	const struct speaker *speaker = walk->speaker;
	if (!get_text(form, pattern) ||
	    !fill(pattern, per ? speaker->over : one ? "1" : "7", amount) ||
	    !fill(pattern, per ? speaker->over + 1 : "", name))
		return;
	snprintf(unit, sizeof unit, per ? "%2$s-per-%1$s" : "%s", id, speaker->over_unit);
	try_amount(walk, name + strspn(name, " "), amount, unit, one ? 1 : 7);
}

static void visit_unit(const struct walk *walk, const char *key, UResourceBundle *forms,
		       const char *type)
{
	(void)type;
	for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
		if (!strcmp(key, renamed[i].cldr))
			key = renamed[i].ours;
	each(walk, forms, visit_form, key);
}

static void visit_type(const struct walk *walk, const char *key, UResourceBundle *units,
		       const char *id)
{
	/* `compound` holds patterns, `coordinate` points of the compass */
	if (strcmp(key, "compound") && strcmp(key, "coordinate") &&
	    ures_getType(units) == URES_TABLE)
		each(walk, units, visit_unit, id);
}

/* --- currencies ---------------------------------------------------------------------------- */

static void try_name(const struct walk *walk, const char *name, const char *code)
{
	char amount[AMOUNT];
	/* nobody writes the years of a currency behind its name */
	if (strchr(name, '(') || is_listed(no_money, code))
		return;
	snprintf(amount, sizeof amount, "7 %s", name);
	try_amount(walk, name, amount, code, 7);
}

/* [symbol, name] */
static void visit_currency(const struct walk *walk, const char *code, UResourceBundle *names,
			   const char *id)
{
	UErrorCode status = U_ZERO_ERROR;
	UResourceBundle *name = ures_getByIndex(names, 1, NULL, &status);
	char text[TEXT];
	(void)id;
	if (U_SUCCESS(status) && get_text(name, text))
		try_name(walk, text, code);
	ures_close(name);
}

static void visit_plural(const struct walk *walk, const char *key, UResourceBundle *name,
			 const char *code)
{
	char text[TEXT];
	(void)key;
	if (get_text(name, text))
		try_name(walk, text, code);
}

static void visit_plurals(const struct walk *walk, const char *code, UResourceBundle *names,
			  const char *id)
{
	(void)id;
	each(walk, names, visit_plural, code);
}

static void try_codes(const struct walk *walk)
{
	static const char *const formats[] = { "7,500 %s", "%s 7,500", "%s7,500" };
	UErrorCode status = U_ZERO_ERROR;
	UEnumeration *codes = ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
	const char *code;
	while (U_SUCCESS(status) && (code = uenum_next(codes, NULL, &status))) {
		char amount[AMOUNT];
		for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
			snprintf(amount, sizeof amount, formats[i], code);
			try_amount(walk, amount, amount, code, 7500);
		}
	}
	uenum_close(codes);
}

/* --- all of them ------------------------------------------------------------------------------ */

static void walk_language(const struct speaker *speaker, const struct aver_rules *rules)
{
	struct walk walk = { .speaker = speaker };
	if (property_fails("a worker", aver_worker_new(rules, NULL, &walk.worker) == AVER_OK))
		return;
	walk.group = speaker->lang;
	each_in(&walk, "unit", "units", visit_type);
	each_in(&walk, "unit", "unitsShort", visit_type);
	each_in(&walk, "curr", "Currencies", visit_currency);
	each_in(&walk, "curr", "CurrencyPlurals", visit_plurals);
	try_codes(&walk);
	aver_worker_free(walk.worker);
}

int main(void)
{
	struct aver_rules *rules = NULL;
	if (!property_fails("built-in rules", aver_rules_builtin(&rules) == AVER_OK))
		for (size_t i = 0; i < SPEAKERS; i++)
			walk_language(&speakers[i], rules);
	aver_rules_free(rules);
	return property_report("cldr");
}
