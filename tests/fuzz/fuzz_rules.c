/* SPDX-License-Identifier: MIT
 * Any bytes as a rule file or a table, beside two small tables that give it something to
 * refer to: it compiles or is refused with messages, and every message can be printed. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "inner/compile.h"

#define UNITS "id\tdimension\tfactor\toffset\tsi\tkind\n"                                     \
	      "percent\tpercent\t1\t\t\tpercent\nmeter\tlength\t1\t\tmeter\tmeasure\n"
#define WORDS "surface\ttag\tvalue\tflags\nabout\tbefore\tabout\t\nover\tbefore\tmore_than\t\n"

static const char *const paths[] = {
	"en/fuzz.rule", "en/fuzz.rule", "en/fuzz.rule", "en/macros.rule", "en/words.tsv",
	"en/numbers.tsv", "common/units.tsv", "common/currencies.tsv", "en/unit-names.tsv",
	"en/currency-names.tsv",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct av_rules *rules = NULL;
	struct av_examples examples = { 0 };
	struct av_diag diag = { 0 };
	struct av_buffer printed = { 0 };

	if (size == 0)
		return 0;
	const char *path = paths[data[0] % (sizeof paths / sizeof *paths)];
	const struct av_rule_file files[] = {
		{ AV_STR("common/units.tsv"), AV_STR(UNITS) },
		{ AV_STR("en/words.tsv"), AV_STR(WORDS) },
		{ av_str_of(path, strlen(path)), av_str_of((const char *)data + 1, size - 1) },
	};
	struct av_rule_sources sources = {
		.files = files, .file_count = 3, .only_files = true, .examples = &examples,
	};
	enum aver_status status = av_rules_compile(&sources, &diag, &rules);
	if ((status == AVER_OK) != (rules != NULL) || (status != AVER_OK && diag.errors == 0))
		abort();
	av_diag_print_all(&diag, &printed);
	av_buffer_free(&printed);
	av_diag_free(&diag);
	av_examples_free(&examples);
	av_rules_release(rules);
	return 0;
}
