/* SPDX-License-Identifier: MIT
 * The plain tables: surface, tag, value, flags. */
#include <string.h>

#include "compile.h"

enum { SURFACE, TAG, VALUE, FLAGS };

static const char *const columns[] = { "surface", "tag", "value", "flags", NULL };

static bool read_row(struct av_compiler *c, const struct av_table_row *row)
{
	struct av_sense sense = { .value = row->columns[VALUE] };
	struct av_str flags = row->columns[FLAGS], flag;
	while (av_str_cut(&flags, ',', &flag)) {
		flag = av_str_trim(flag);
		if (av_str_equal(flag, AV_STR("case")))
			sense.lexeme.exact_case = true;
		else if (flag.length)
			av_table_error(c, row, FLAGS, "unknown flag `%.*s`; the only one is `case`",
				       (int)flag.length, flag.at);
	}
	sense.lexeme.tag = av_tag_id(c, row->columns[TAG]);
	if (!av_decimal_parse(sense.value, &sense.lexeme.number))
		sense.lexeme.number = av_decimal_of(0);
	return av_lexicon_add(c, row, row->columns[SURFACE], sense);
}

const struct av_table_type av_table_words = {
	.stem = NULL, .columns = columns, .required = 2, .row = read_row,
};
