/* SPDX-License-Identifier: MIT
 * Options come as words; here they are checked once and become what the work needs. A
 * word that means nothing is answered with one that does. */
#include <stdio.h>

#include "run.h"

/* ORDER: enum av_format */
static const char *const formats[] = { "jsonl", "marked" };

static struct av_str str_of(const char *text)
{
	return av_str_of(text, text ? strlen(text) : 0);
}

/* The name that is nearest to `word`, or NULL. */
static const char *nearest(const char *const *names, unsigned count, struct av_str word)
{
	const char *best = NULL;
	unsigned least = 3;
	for (unsigned i = 0; i < count; i++) {
		unsigned distance = av_str_distance(word, str_of(names[i]), least);
		if (distance < least) {
			least = distance;
			best = names[i];
		}
	}
	return best;
}

static void unknown(struct av_buffer *reason, const char *what, struct av_str word,
		    const char *const *names, unsigned count)
{
	const char *near = nearest(names, count, word);
	av_buffer_printf(reason, "unknown %s `%.*s`", what, (int)word.length, word.at);
	if (near)
		av_buffer_printf(reason, ", did you mean `%s`? Known are:", near);
	else
		av_buffer_append(reason, AV_STR("; known are:"));
	for (unsigned i = 0; i < count; i++)
		av_buffer_printf(reason, " %s", names[i]);
}

static int index_of(const char *const *names, unsigned count, struct av_str word)
{
	for (unsigned i = 0; i < count; i++)
		if (av_str_equal(str_of(names[i]), word))
			return (int)i;
	return -1;
}

static enum aver_status set_kinds(const char *list, struct av_settings *settings,
				  struct av_buffer *reason)
{
	struct av_str rest = str_of(list), word;
	while (av_str_cut(&rest, ',', &word)) {
		word = av_str_trim(word);
		int kind = index_of(av_kind_names.names, AV_KINDS, word);
		if (kind < 0) {
			unknown(reason, "kind", word, av_kind_names.names, AV_KINDS);
			return AVER_BAD_ARGUMENT;
		}
		settings->kinds |= 1u << kind;
	}
	return AVER_OK;
}

static enum aver_status set_until(const char *name, struct av_settings *settings,
				  struct av_buffer *reason)
{
	const char *names[AVER_STAGES];
	for (unsigned i = 0; i < AVER_STAGES; i++)
		names[i] = av_stages[i]->name;
	int stage = name ? index_of(names, AVER_STAGES, str_of(name)) : AVER_STAGES - 1;
	if (stage < 0) {
		unknown(reason, "stage", str_of(name), names, AVER_STAGES);
		return AVER_BAD_ARGUMENT;
	}
	settings->stages = (unsigned)stage + 1;
	settings->until = stage < AVER_STAGES - 1 ? av_stages[stage]->name : NULL;
	return AVER_OK;
}

static enum aver_status set_format(const char *name, struct av_settings *settings,
				   struct av_buffer *reason)
{
	int format = name ? index_of(formats, 2, str_of(name)) : 0;
	if (format < 0) {
		unknown(reason, "format", str_of(name), formats, 2);
		return AVER_BAD_ARGUMENT;
	}
	settings->format = (uint8_t)format;
	return AVER_OK;
}

static enum aver_status set_encoding(const char *name, struct av_settings *settings,
				     struct av_buffer *reason)
{
	if (!name || !strcmp(name, "auto"))
		return AVER_OK;
	if (strlen(name) < sizeof settings->encoding && av_encoding_known(name)) {
		memcpy(settings->encoding, name, strlen(name) + 1);
		return AVER_OK;
	}
	av_buffer_printf(reason,
			 "unknown encoding `%s`; any name ICU knows will do (`uconv -l` lists them), "
			 "such as UTF-8, UTF-16, GB18030, Big5, Shift_JIS, windows-1252; `auto` detects",
			 name);
	return AVER_BAD_ENCODING;
}

/* A language is a code such as zh, en or zh-Hant; C knows none by name. */
static bool is_language(struct av_str code)
{
	size_t letters = 0;
	while (letters < code.length && ((code.at[letters] | 0x20) >= 'a') &&
	       ((code.at[letters] | 0x20) <= 'z'))
		letters++;
	return letters >= 2 && letters <= 4 &&
	       (letters == code.length || code.at[letters] == '-' || code.at[letters] == '_');
}

static enum aver_status set_lang(const char *name, struct av_settings *settings,
				 struct av_buffer *reason)
{
	struct av_str code = name ? str_of(name) : AV_STR("auto");
	if (!is_language(code) || code.length >= sizeof settings->lang) {
		av_buffer_printf(reason,
				 "`%s` is no language; write `auto`, or a code such as `en`",
				 name);
		return AVER_BAD_ARGUMENT;
	}
	memcpy(settings->lang, code.at, code.length);
	return AVER_OK;
}

static enum aver_status set_reference(const char *text, struct av_settings *settings,
				      struct av_buffer *reason)
{
	if (!text || av_date_parse(str_of(text), &settings->reference))
		return AVER_OK;
	av_buffer_printf(reason, "`%s` is no date; write it as 2024-05-27 or 2024-05-27T09:30",
			 text);
	return AVER_BAD_ARGUMENT;
}

static enum aver_status set_confidence(double least, struct av_settings *settings,
				       struct av_buffer *reason)
{
	settings->min_confidence = least;
	if (least >= 0 && least <= 1)
		return AVER_OK;
	av_buffer_append(reason, AV_STR("the least confidence is a number from 0 to 1"));
	return AVER_BAD_ARGUMENT;
}

enum aver_status av_settings_make(const struct aver_options *options,
				  struct av_settings *settings, struct av_buffer *reason)
{
	static const struct aver_options none;
	const struct aver_options *o = options ? options : &none;
	*settings = (struct av_settings){ 0 };
	enum aver_status status = set_kinds(o->kinds, settings, reason);
	if (status == AVER_OK)
		status = set_until(o->until, settings, reason);
	if (status == AVER_OK)
		status = set_format(o->to, settings, reason);
	if (status == AVER_OK)
		status = set_encoding(o->encoding, settings, reason);
	if (status == AVER_OK)
		status = set_lang(o->lang, settings, reason);
	if (status == AVER_OK)
		status = set_reference(o->reference, settings, reason);
	if (status == AVER_OK)
		status = set_confidence(o->min_confidence, settings, reason);
	return status;
}
