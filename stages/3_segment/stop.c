/* SPDX-License-Identifier: MIT
 * Which stops end a sentence. A full stop also shortens words and parts numbers; which
 * words are shortened, and whether a sentence may end with them, the tables say by the
 * tag `abbreviation`: value `never` (or none: Dr.), `may` (Inc., before a word that
 * begins sentences), `number` (No., unless a figure follows), `ends` (etc., before any
 * capital). */
#include "segment.h"

#define LONGEST_ABBREVIATION 12

static uint32_t skip_spaces(const struct segmenter *s, uint32_t at)
{
	while (at < s->end && av_is_space(s->text[at]))
		at++;
	return at;
}

/* Whether the word at `at` is one that begins sentences rather than names. */
static bool begins_sentence(const struct segmenter *s, uint32_t at)
{
	uint64_t wanted = UINT64_C(1) << AV_TAG_FUNCTION_WORD | UINT64_C(1) << AV_TAG_PRONOUN;
	uint32_t end, entry;
	if (!av_is_upper(s->text[at]))
		return false;
	entry = av_lexicon_find(s->rules, av_str_of(s->text, s->end), at, &end);
	if (entry == UINT32_MAX || (end < s->end && av_is_alnum(s->text[end])))
		return false;
	return (s->rules->entries.items[entry].known & wanted) != 0;
}

static bool never(const struct segmenter *s, uint32_t next)
{
	(void)s;
	(void)next;
	return false;
}

static bool unless_number(const struct segmenter *s, uint32_t next)
{
	return !av_is_digit(s->text[next]);
}

static bool before_capital(const struct segmenter *s, uint32_t next)
{
	return av_is_upper(s->text[next]);
}

static const struct {
	struct av_str value;
	bool (*ends)(const struct segmenter *s, uint32_t next);
} sorts[] = {
	{ { "may", 3 }, begins_sentence },
	{ { "number", 6 }, unless_number },
	{ { "ends", 4 }, before_capital },
	{ { "never", 5 }, never },
};

/* What the tables say of a word as an abbreviation, or NULL. */
static const struct av_lexeme *look_up(const struct segmenter *s, struct av_span word)
{
	struct av_str surface = av_str_of(s->text + word.start, av_span_length(word));
	uint32_t entry = av_lexicon_exact(s->rules, surface);
	if (entry == UINT32_MAX)
		return NULL;
	return av_entry_lexeme(s->rules, entry, AV_TAG_ABBREVIATION);
}

/* Whether the tables know the word, with or without its stop; then `*ends` is set. */
static bool is_listed(const struct segmenter *s, struct av_span word, uint32_t next, bool *ends)
{
	const struct av_lexeme *lexeme = look_up(s, word);
	if (!lexeme)
		lexeme = look_up(s, (struct av_span){ word.start, word.end - 1 });
	if (!lexeme)
		return false;
	*ends = false;
	for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
		if (av_str_equal(av_rules_text(s->rules, lexeme->value), sorts[i].value))
			*ends = sorts[i].ends(s, next);
	return true;
}

/* `U.S.`, `J.`: capitals that each have a stop. */
static bool is_initials(const struct segmenter *s, struct av_span word)
{
	bool even = av_span_length(word) % 2 == 0;
	for (uint32_t i = word.start; even && i < word.end; i += 2)
		even = av_is_upper(s->text[i]) && s->text[i + 1] == '.';
	return even;
}

/* `12. Nxf7`: a short word that ends in small letters and a digit begins no sentence. */
static bool is_mark_behind(const struct segmenter *s, uint32_t next)
{
	uint32_t at = next + av_is_upper(s->text[next]), small = at;
	while (at < s->end && av_is_lower(s->text[at]))
		at++;
	return at > small && at - next < 5 && at < s->end && av_is_digit(s->text[at]) &&
	       (at + 1 == s->end || !av_is_alnum(s->text[at + 1]));
}

/* `12.` and nothing before it numbers the item of a list, `Q1.` a question. */
static bool is_list_number(const struct segmenter *s, uint32_t at)
{
	uint32_t i = skip_spaces(s, s->start);
	i += i + 1 < at && av_is_upper(s->text[i]);
	while (i < at && av_is_digit(s->text[i]))
		i++;
	return i == at;
}

static struct av_span word_before(const struct segmenter *s, uint32_t at)
{
	uint32_t start = at;
	while (start > s->start && at - start <= LONGEST_ABBREVIATION &&
	       (av_is_lower(s->text[start - 1]) || av_is_upper(s->text[start - 1]) ||
		s->text[start - 1] == '.'))
		start--;
	return (struct av_span){ start, at + 1 };
}

static uint32_t digits_behind(const struct segmenter *s, uint32_t at)
{
	uint32_t end = at;
	while (end < s->end && av_is_digit(s->text[end]))
		end++;
	return end - at;
}

static uint32_t digits_before(const struct segmenter *s, uint32_t at)
{
	uint32_t start = at;
	while (start > s->start && av_is_digit(s->text[start - 1]))
		start--;
	return at - start;
}

/* `6 . 2 %`, in a corpus whose marks were parted from their words: few digits on both
 * sides, and nothing behind that begins a sentence. */
static bool is_spaced_decimal(const struct segmenter *s, uint32_t at)
{
	if (at < s->start + 2 || s->text[at - 1] != ' ' || at + 2 >= s->end ||
	    s->text[at + 1] != ' ')
		return false;
	uint32_t before = digits_before(s, at - 1), behind = digits_behind(s, at + 2);
	uint32_t end = at + 2 + behind, start = at - 1 - before;
	if (!before || before > 3 || !behind || behind > 2 || end + 1 >= s->end)
		return false;
	bool code = start > s->start && (s->text[start - 1] == '.' || s->text[start - 1] == '-');
	return !code && s->text[end] == ' ' && !av_is_upper(s->text[end + 1]) &&
	       !av_is_digit(s->text[end + 1]);
}

bool av_dot_ends(const struct segmenter *s, uint32_t at, uint32_t after)
{
	uint32_t next = skip_spaces(s, after);
	if (next == s->end)
		return true;
	if (next == after && s->text[after] > 0)
		return false; /* Inc., 3.2 example.com */
	if (av_is_lower(s->text[next]))
		return false;
	struct av_span word = word_before(s, at);
	uint32_t length = av_span_length(word) - 1;
	bool ends = true;
	if (length > LONGEST_ABBREVIATION)
		return true;
	if (length == 0)
		return !is_list_number(s, at) && !is_spaced_decimal(s, at) &&
		       !is_mark_behind(s, next);
	if (is_listed(s, word, next, &ends))
		return ends;
	return !is_initials(s, word) || begins_sentence(s, next);
}

bool av_stop_ends(const struct segmenter *s, uint32_t after)
{
	uint32_t next = skip_spaces(s, after);
	if (next == s->end)
		return true;
	if (next == after)
		return s->text[after] < 0;
	return !av_is_lower(s->text[next]);
}
