/* SPDX-License-Identifier: MIT
 * One pass over a sentence: at each place where something can begin, the longest of what
 * the lexicon knows and what can be read as a number. The way over text in which nothing
 * begins is one table look-up a byte, or a run of letters at once. */
#include "inner/limits.h"
#include "tokenise.h"

#define FALSE_FRIEND (UINT64_C(1) << AV_TAG_FALSE_FRIEND)

/* Roles with which no number begins. */
#define NEVER_FIRST                                                                           \
	(1u << AV_WORD_POINT | 1u << AV_WORD_OVER | 1u << AV_WORD_WITH | 1u << AV_WORD_MORE |  \
	 1u << AV_WORD_NEAR | 1u << AV_WORD_AND | 1u << AV_WORD_OF | 1u << AV_WORD_PARTS |     \
	 1u << AV_WORD_RANK)

static bool push(struct av_scan *s, uint8_t type, uint32_t index, struct av_span span)
{
	struct av_token *token = av_list_push(&s->doc->tokens);
	if (!token)
		return false;
	token->span = span;
	token->index = index;
	token->type = type;
	s->at = span.end;
	return true;
}

static bool push_number(struct av_scan *s, const struct av_number *number)
{
	struct av_number *place = av_list_add(&s->doc->numbers);
	if (!place)
		return false;
	*place = *number;
	if (number->writing <= AV_WRITTEN_TWO_DIGITS && !number->grouped && !av_token_before(s) &&
	    av_name_before(s->text, s->begin, s->at))
		place->writing = AV_WRITTEN_NAMED;
	s->worth = true;
	return push(s, AV_TOKEN_NUMBER, s->doc->numbers.count - 1, number->span);
}

static bool push_word(struct av_scan *s, const struct av_found *found)
{
	s->worth |= (av_scan_entry(s, found->entry)->known & AV_ENTRY_TRIGGER) != 0;
	return push(s, AV_TOKEN_WORD, found->entry, (struct av_span){ s->at, found->end });
}

/* a twenty-first */
static bool rank_follows(const struct av_scan *s, uint32_t at)
{
	struct av_found next;
	if (at + 1 >= s->text.length || (s->text.at[at] != '-' && s->text.at[at] != ' '))
		return false;
	av_lexicon_at(s->rules, s->text, at + 1, &next);
	return next.number != AV_NO_ENTRY &&
	       s->rules->number_words[next.number].role == AV_WORD_ORDINAL;
}

/* Whether `a` is worth an attempt: a number word must follow it that counts something,
 * as in `a dozen`; `a three-piece suit` has its number alone. */
static bool multiple_follows(const struct av_scan *s, const struct av_found *found)
{
	struct av_found next;
	if (found->number_end + 1 >= s->text.length || s->text.at[found->number_end] != ' ')
		return false;
	av_lexicon_at(s->rules, s->text, found->number_end + 1, &next);
	if (next.number == AV_NO_ENTRY)
		return false;
	unsigned role = s->rules->number_words[next.number].role;
	if (role == AV_WORD_TENS)
		return rank_follows(s, next.number_end);
	return role != AV_WORD_DIGIT && role != AV_WORD_TEEN;
}

static uint8_t class_at(const struct av_scan *s, uint32_t at)
{
	return at < s->text.length ? av_byte_class[(uint8_t)s->text.at[at]] : AV_BYTE_SPACE;
}

static bool may_be_number(const struct av_scan *s, uint8_t class, const struct av_found *found)
{
	const char *here = s->text.at + s->at;
	if (class == AV_BYTE_DIGIT)
		return true;
	if (found->number != AV_NO_ENTRY) {
		unsigned role = s->rules->number_words[found->number].role;
		if (role == AV_WORD_ARTICLE)
			return multiple_follows(s, found);
		return !(NEVER_FIRST >> role & 1);
	}
	if (class != AV_BYTE_OTHER)
		return false;
	if (s->at + 1 >= s->text.length || (here[0] != '-' && here[0] != '+' && here[0] != '.'))
		return false;
	bool digit = av_byte_class[(uint8_t)here[1]] == AV_BYTE_DIGIT;
	if (here[0] != '.')
		return digit || (here[1] == '.' && s->at + 2 < s->text.length &&
				 av_byte_class[(uint8_t)here[2]] == AV_BYTE_DIGIT);
	uint8_t last = s->at > s->begin ? (uint8_t)here[-1] : ' ';
	return digit && (last == ' ' || last == '(' || last == '$' || last == '-' || last == '~');
}

/* A letter and a digit with nothing between. */
static bool digit_glued(const struct av_scan *s, uint32_t at)
{
	return class_at(s, at) == AV_BYTE_DIGIT && class_at(s, at - 1) == AV_BYTE_LETTER;
}

/* 10x12 feet: behind the sign of sides a number with a unit. */
static bool sides_at(const struct av_scan *s, uint32_t at)
{
	struct av_found unit;
	struct av_digits next;
	if (s->text.at[at] != 'x' || class_at(s, at + 1) != AV_BYTE_DIGIT)
		return false;
	av_digits_read(s->text, at + 1, &next);
	uint32_t end = next.end;
	if (end < s->text.length && (s->text.at[end] == ' ' || s->text.at[end] == '-'))
		end++;
	if (end >= s->text.length)
		return false;
	av_lexicon_at(s->rules, s->text, end, &unit);
	return unit.entry != AV_NO_ENTRY && (av_scan_entry(s, unit.entry)->known & AV_COUNTS);
}

/* 4h30m, 2h15m30s, 1h30: behind a unit of time a smaller one, its unit or two digits. */
static bool time_goes_on(const struct av_scan *s, const struct av_found *unit)
{
	struct av_found next;
	uint32_t end = unit->end;
	if (!av_scan_has_tag(s, unit->entry, s->tags->time_letter))
		return false;
	while (class_at(s, end) == AV_BYTE_DIGIT && end - unit->end < 3)
		end++;
	if (class_at(s, end) != AV_BYTE_LETTER)
		return end - unit->end == 2 &&
		       av_scan_has_tag(s, unit->entry, s->tags->hour_letter);
	av_lexicon_at(s->rules, s->text, end, &next);
	return next.entry != AV_NO_ENTRY && av_scan_has_tag(s, next.entry, s->tags->time_letter) &&
	       (!digit_glued(s, next.end) || time_goes_on(s, &next));
}

/* Letters directly behind digits must be a word, and no digit behind them, or it is all a
 * code: 5km, but not 4o or 24703L202, nor 01T10. */
static bool glued_to_letters(const struct av_scan *s, uint32_t end)
{
	struct av_found found;
	if (digit_glued(s, end))
		return true;
	if (class_at(s, end) != AV_BYTE_LETTER || class_at(s, end - 1) != AV_BYTE_DIGIT ||
	    sides_at(s, end))
		return false;
	av_lexicon_at(s->rules, s->text, end, &found);
	return found.entry == AV_NO_ENTRY ||
	       (digit_glued(s, found.end) && !time_goes_on(s, &found));
}

/* Reads the number that begins here, if one does; `class` is that of its first byte. */
static bool read_number(const struct av_scan *s, uint8_t class, const struct av_found *found,
			struct av_number *number)
{
	if (!may_be_number(s, class, found))
		return false;
	struct av_context context = av_context_at(s);
	if (!av_number_read(s->rules, s->text, s->at, context, number))
		return false;
	if (!number->grouped)
		return true;
	uint32_t comma = av_comma_of_list(s, number, context.behind_money);
	return !comma || av_number_read(s->rules, av_str_of(s->text.at, comma), s->at, context,
					number);
}

/* 十分钟: a unit behind the number that reaches further than the false friend 十分. */
static bool unit_reaches(const struct av_scan *s, uint32_t from, uint32_t beyond)
{
	struct av_found found;
	av_lexicon_at(s->rules, s->text, from, &found);
	return found.entry != AV_NO_ENTRY && found.end > beyond &&
	       (av_scan_entry(s, found.entry)->known & AV_COUNTS);
}

/* `feet a second`: an article behind a unit. */
static bool rate_article(const struct av_scan *s, const struct av_token *article)
{
	if (s->doc->tokens.count < s->first + 2 ||
	    !av_scan_has_tag(s, article->index, s->tags->article))
		return false;
	const struct av_token *unit = article - 1;
	return article->span.start - unit->span.end <= 1 && unit->type == AV_TOKEN_WORD &&
	       (av_scan_entry(s, unit->index)->known & AV_COUNTS);
}

/* Number and word of the same length: a unit behind a number, after `per` or a stroke. */
static bool word_wins_tie(const struct av_scan *s, const struct av_found *found)
{
	const struct av_token *before = av_token_before(s);
	if (av_scan_entry(s, found->entry)->known & FALSE_FRIEND)
		return true;
	if (!before)
		return s->at > s->begin && s->text.at[s->at - 1] == '/';
	/* 每两 is a weight, 每两周 are two of another unit */
	return before->type == AV_TOKEN_NUMBER || rate_article(s, before) ||
	       av_scan_has_tag(s, before->index, s->tags->half) ||
	       (av_scan_has_tag(s, before->index, s->tags->every) &&
		!unit_reaches(s, found->end, found->end));
}

/* 百万分之五: a word for the whole denominator, and a number right behind it. */
static bool has_denominator_word(const struct av_scan *s, const struct av_found *found,
				 const struct av_number *number)
{
	static const struct av_context plain = { .no_sign = true };
	struct av_number top;
	return number->sort == AV_SORT_FRACTION && found->end > found->number_end &&
	       !(av_scan_entry(s, found->entry)->known & FALSE_FRIEND) &&
	       av_number_read(s->rules, s->text, found->end, plain, &top) &&
	       top.span.end == number->span.end;
}

static bool number_wins(const struct av_scan *s, const struct av_found *found,
			const struct av_number *number)
{
	if (found->entry == AV_NO_ENTRY)
		return true;
	if (number->span.end > found->end)
		return !has_denominator_word(s, found, number);
	if (number->span.end == found->end)
		return !word_wins_tie(s, found);
	return (av_scan_entry(s, found->entry)->known & FALSE_FRIEND) &&
	       unit_reaches(s, number->span.end, found->end);
}

/* Letters with digits glued to them: the letters must be such as stand before numbers. */
static bool prefix_word(const struct av_scan *s, const struct av_found *found)
{
	if (found->entry == AV_NO_ENTRY || found->end < found->next)
		return false;
	if (found->end > found->next)
		return true;
	if (av_byte_class[(uint8_t)s->text.at[found->end]] != AV_BYTE_DIGIT)
		return s->text.at[found->end] == '-';
	return (av_scan_entry(s, found->entry)->known >> AV_TAG_CURRENCY & 1) ||
	       av_scan_has_tag(s, found->entry, s->tags->number_prefix);
}

/* GPT-3.5 beyond the name GPT-3; T-72, where T alone is a unit. */
static bool code_reaches(const struct av_scan *s, const struct av_found *found, uint32_t end)
{
	if (found->next - s->at == 1 && s->text.at[found->next] == '-')
		return found->end < end;
	return (av_scan_entry(s, found->entry)->known & FALSE_FRIEND) && found->end < end;
}

/* Goes on behind a code that begins with the letters here; false if there is none. */
static bool pass_code(struct av_scan *s, const struct av_found *found)
{
	if (s->at > s->begin && av_byte_class[(uint8_t)s->text.at[s->at - 1]] == AV_BYTE_DIGIT)
		return false;
	uint32_t end = av_code_end(s->text, s->at, found->next);
	if (end == found->next || (prefix_word(s, found) && !code_reaches(s, found, end)))
		return false;
	s->at = end;
	return true;
}

/* The same for one that begins with a digit. */
static bool pass_digit_code(struct av_scan *s)
{
	char last = s->at > s->begin ? s->text.at[s->at - 1] : ' ';
	if (last == '.' || last == ',')
		return false;
	uint32_t end = av_digit_code_end(s->text, s->at);
	bool code = end > s->at;
	s->at = end;
	return code;
}

static bool pass_data(struct av_scan *s, uint32_t end)
{
	struct av_span span = { s->at, end };
	s->at = end;
	return av_doc_note(s->doc, span, "more than %u digits in a row are data, not a number, "
			   "and were passed over", AV_DIGITS_MAX);
}

/* What begins at s->at becomes a token, or is passed over. */
static bool take(struct av_scan *s)
{
	struct av_found found;
	struct av_number number;
	if (s->at == s->begin && av_digits_go_on(s))
		return true;
	const char first = s->text.at[s->at];
	const uint8_t class = av_byte_class[(uint8_t)first];
	av_lexicon_at(s->rules, s->text, s->at, &found);
	if (found.entry != AV_NO_ENTRY && found.end > found.next && s->at > s->begin)
		av_leave(s, &found);
	if (class == AV_BYTE_LETTER && pass_code(s, &found))
		return true;
	if ((class == AV_BYTE_DIGIT || first == '+') && pass_digit_code(s))
		return true;
	if (read_number(s, class, &found, &number) && number_wins(s, &found, &number)) {
		if (av_is_data(s, number.span))
			return pass_data(s, number.span.end);
		if (!glued_to_letters(s, number.span.end))
			return push_number(s, &number);
		s->at = av_code_rest(s->text, number.span.end);
		return true;
	}
	if (found.entry != AV_NO_ENTRY)
		return push_word(s, &found);
	s->at = class == AV_BYTE_DIGIT ? av_code_rest(s->text, s->at) : found.next;
	return true;
}

/* The next place from `at` on where a surface or a number can begin. */
static inline uint32_t next_start(const bool *first, struct av_str text, uint32_t at)
{
	while (at < text.length && !first[(uint8_t)text.at[at]])
		at++;
	return at;
}

bool av_scan_sentence(struct av_scan *s)
{
	const bool *first = av_lexicon_first_bytes(s->rules);
	for (;;) {
		s->at = next_start(first, s->text, s->at);
		if (s->at >= s->text.length)
			return true;
		if (!take(s))
			return false;
	}
}
