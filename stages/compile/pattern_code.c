/* SPDX-License-Identifier: MIT
 * Patterns -> native code, by PCRE2. */
#include "pattern_code.h"

#include <pcre2.h>
#include <pthread.h>
#include <stdlib.h>

#include "draft.h"

#define OPTIONS                                                                               \
	(PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED | PCRE2_DUPNAMES | PCRE2_NO_AUTO_CAPTURE |     \
	 PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_START_OPTIMIZE)

static int8_t variable_of(const struct av_rule *rule, const char *name)
{
	return (int8_t)av_variable_find(rule, av_str_of(name, strlen(name)));
}

/* Which variable each PCRE2 group is. */
static bool name_groups(struct av_pattern_code *made, const struct av_rule *rule)
{
	uint32_t groups = 0, names = 0, size = 0;
	const unsigned char *table = NULL;
	pcre2_pattern_info(made->code, PCRE2_INFO_CAPTURECOUNT, &groups);
	pcre2_pattern_info(made->code, PCRE2_INFO_NAMECOUNT, &names);
	pcre2_pattern_info(made->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(made->code, PCRE2_INFO_NAMETABLE, &table);
	made->group_count = groups + 1;
	made->group_variable = malloc(made->group_count);
	if (!made->group_variable)
		return false;
	memset(made->group_variable, -1, made->group_count);
	for (uint32_t i = 0; i < names; i++, table += size) {
		unsigned group = (unsigned)table[0] << 8 | table[1];
		made->group_variable[group] = variable_of(rule, (const char *)table + 2);
	}
	return true;
}

void av_pattern_code_free(struct av_pattern_code *made)
{
	if (!made)
		return;
	pcre2_code_free(made->code);
	free(made->group_variable);
	free(made);
}

static pcre2_code *compile_text(struct av_str text, int *error, size_t *offset)
{
	return pcre2_compile((PCRE2_SPTR)text.at, text.length, OPTIONS, error, offset, NULL);
}

bool av_pattern_check(struct av_str text, int *error, size_t *offset)
{
	pcre2_code *code = compile_text(text, error, offset);
	pcre2_code_free(code);
	return code != NULL;
}

static struct av_pattern_code *compile_line(struct av_str text, const struct av_rule *rule)
{
	int error;
	size_t offset;
	struct av_pattern_code *made = calloc(1, sizeof *made);
	if (!made)
		return NULL;
	made->code = compile_text(text, &error, &offset);
	if (made->code) {
		/* Without native code (no JIT on this machine) matching is slower, not wrong. */
		int jit = pcre2_jit_compile(made->code, PCRE2_JIT_COMPLETE);
		made->jit = jit == 0;
		if (jit != PCRE2_ERROR_NOMEMORY && name_groups(made, rule))
			return made;
	}
	av_pattern_code_free(made);
	return NULL;
}

const struct av_pattern_code *av_pattern_make(const struct av_rules *rules,
					      const struct av_rule *rule, struct av_pattern *line)
{
	pthread_mutex_lock(&rules->patterns->lock);
	struct av_pattern_code *code = atomic_load_explicit(&line->code, memory_order_relaxed);
	if (!code) {
		code = compile_line(line->text, rule);
		atomic_store_explicit(&line->code, code, memory_order_release);
	}
	pthread_mutex_unlock(&rules->patterns->lock);
	return code;
}
