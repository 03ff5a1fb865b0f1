/* SPDX-License-Identifier: MIT
 * aver explain: how a text was read. Its tokens with their tags, which rules matched
 * where with what, which won and why the others lost, the records. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "pipeline.h"

struct explaining {
	const struct pipeline *p;
	const struct av_rules *rules;
	const struct av_doc *doc;
};

static void print_str(struct av_str s)
{
	fwrite(s.at, 1, s.length, stdout);
}

static void print_text(const struct explaining *e, struct av_span span)
{
	print_str(av_doc_source(e->doc, span));
}

/* --- Tokens --------------------------------------------------------------------------------- */

static void print_decimal(struct av_decimal value)
{
	char text[AV_DECIMAL_TEXT];
	print_str(av_str_of(text, av_decimal_print(value, text)));
}

static void print_number(const struct explaining *e, uint32_t index)
{
	static const char *const sorts[] = { "integer", "decimal", "fraction",
					     "ordinal", "vague",   "signed" };
	const struct av_number *number = &e->doc->numbers.items[index];
	printf("number ");
	if (number->has_value)
		print_decimal(number->value);
	printf(" (%s", sorts[number->sort]);
	if (!number->has_value || number->modifier != AV_EXACT) {
		printf(", ");
		if (number->has_low)
			print_decimal(number->low);
		printf("..");
		if (number->has_high)
			print_decimal(number->high);
		printf(", %s", av_name_of(&av_modifier_names, number->modifier));
	}
	putchar(')');
}

static void print_word(const struct explaining *e, uint32_t index)
{
	const struct av_entry *entry = &e->rules->entries.items[index];
	for (uint32_t i = 0; i < entry->lexeme_count; i++) {
		const struct av_lexeme *lexeme = &e->rules->lexemes.items[entry->first_lexeme + i];
		printf("%s<", i ? " " : "");
		print_str(e->rules->tags.items[lexeme->tag]);
		putchar('>');
		if (lexeme->value.length) {
			putchar(' ');
			print_str(av_rules_text(e->rules, lexeme->value));
		}
	}
}

static void print_tokens(const struct explaining *e)
{
	printf("tokens\n");
	for (uint32_t i = 0; i < e->doc->tokens.count; i++) {
		const struct av_token *token = &e->doc->tokens.items[i];
		printf("  ");
		print_text(e, token->span);
		printf("\t");
		if (token->type == AV_TOKEN_NUMBER)
			print_number(e, token->index);
		else
			print_word(e, token->index);
		putchar('\n');
	}
}

/* --- Candidates ------------------------------------------------------------------------------ */

static const struct av_match *match_at(const struct explaining *e, uint32_t index)
{
	return &e->doc->matches.items[index];
}

static bool has_won(const struct explaining *e, uint32_t match)
{
	for (uint32_t i = 0; i < e->doc->figures.count; i++)
		if (e->doc->figures.items[i].match == match)
			return true;
	return false;
}

/* Why `a` loses against `b`: the first step of the order that tells them apart. */
static const char *reason(const struct explaining *e, const struct av_match *a,
			  const struct av_match *b)
{
	const struct av_rule *x = &e->rules->rules.items[a->rule];
	const struct av_rule *y = &e->rules->rules.items[b->rule];
	if (y->kind == AV_FALSE_FRIEND && x->kind != AV_FALSE_FRIEND)
		return "a false friend claims the words";
	/* The longer one wins, unless it can mean nothing: 25% to 34,500 tons. */
	if (av_span_length(a->span) != av_span_length(b->span))
		return av_span_length(a->span) < av_span_length(b->span)
			       ? "it is shorter"
			       : "what it captured makes no figure together";
	if (x->priority != y->priority)
		return "its priority is lower";
	return a->slots != b->slots ? "it has fewer slots" : "its name comes later";
}

static void print_verdict(const struct explaining *e, uint32_t index)
{
	const struct av_match *match = match_at(e, index);
	if (has_won(e, index)) {
		printf("won");
		return;
	}
	if (e->rules->rules.items[match->rule].kind == AV_FALSE_FRIEND) {
		printf("claims its words, so that they are no figure");
		return;
	}
	if (e->rules->rules.items[match->rule].kind == AV_HEADER) {
		printf("gives its unit to the bare numbers behind and below it");
		return;
	}
	for (uint32_t i = 0; i < e->doc->matches.count; i++) {
		const struct av_match *other = match_at(e, i);
		bool friend = e->rules->rules.items[other->rule].kind == AV_FALSE_FRIEND;
		if (i == index || !av_span_overlaps(match->span, other->span) ||
		    !(friend || has_won(e, i)))
			continue;
		printf("lost to ");
		print_str(e->rules->rules.items[other->rule].name);
		printf(": %s", reason(e, match, other));
		return;
	}
	printf("gives no figure: its captures do not make one, or its kind is not wanted");
}

static void print_captures(const struct explaining *e, const struct av_match *match)
{
	const struct av_rule *rule = &e->rules->rules.items[match->rule];
	for (unsigned i = 0; i < rule->variable_count; i++) {
		const struct av_capture *capture =
			&e->doc->captures.items[match->first_capture + i];
		if (!capture->set)
			continue;
		printf("    ");
		print_str(rule->variables[i]);
		printf(" = ");
		print_text(e, capture->span);
		putchar('\n');
	}
}

static void print_candidates(const struct explaining *e)
{
	printf("candidates\n");
	for (uint32_t i = 0; i < e->doc->matches.count; i++) {
		const struct av_match *match = match_at(e, i);
		printf("  ");
		print_text(e, match->span);
		printf("\t");
		print_str(e->rules->rules.items[match->rule].name);
		printf(": ");
		print_verdict(e, i);
		putchar('\n');
		print_captures(e, match);
	}
}

static void print_all(const struct explaining *e)
{
	print_tokens(e);
	print_candidates(e);
	printf("records\n");
	struct av_str lines = av_buffer_str(&e->doc->output), line;
	while (av_str_cut(&lines, '\n', &line) && line.length > 0) {
		printf("  ");
		print_str(line);
		putchar('\n');
	}
}

/* --- The command --------------------------------------------------------------------------------
 */

/* The arguments joined by spaces, or standard input. */
static bool gather_text(int argc, char **argv, struct av_buffer *text)
{
	for (int i = 1; i < argc; i++) {
		if (i > 1)
			av_buffer_append_char(text, ' ');
		av_buffer_append(text, av_str_of(argv[i], strlen(argv[i])));
	}
	while (argc < 2 && !text->failed && !feof(stdin) && !ferror(stdin)) {
		char *to = av_buffer_reserve(text, 65536);
		if (to)
			text->length += fread(to, 1, 65536, stdin);
	}
	return !text->failed && !ferror(stdin);
}

static int explain(const struct av_rules *rules, struct av_str text)
{
	struct pipeline pipeline;
	enum aver_status status = pipeline_open(&pipeline, rules);
	if (status == AVER_OK)
		status = pipeline_run(&pipeline, text);
	if (status == AVER_OK)
		print_all(&(struct explaining){ &pipeline, rules, &pipeline.doc });
	else
		fprintf(stderr, "aver: %s\n", aver_status_text(status));
	pipeline_close(&pipeline);
	return status == AVER_OK ? AV_EXIT_DONE : AV_EXIT_STOPPED;
}

int av_cli_explain(int argc, char **argv)
{
	if (argc > 1 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
		printf("usage: aver explain [--rules DIR] [TEXT]\n"
		       "Shows how TEXT (or standard input) is read: tokens, rules that match, "
		       "records.\n");
		return AV_EXIT_DONE;
	}
	const char *dir = NULL;
	if (argc > 2 && !strcmp(argv[1], "--rules")) {
		dir = argv[2];
		argc -= 2;
		argv += 2;
	}
	struct av_buffer text = { 0 };
	int status = AV_EXIT_STOPPED;
	struct av_rules *rules = NULL;
	if (gather_text(argc, argv, &text))
		rules = load_rules(dir, NULL, &status);
	else
		fprintf(stderr, "aver: can't read the text\n");
	if (rules)
		status = explain(rules, av_buffer_str(&text));
	av_rules_release(rules);
	av_buffer_free(&text);
	return status;
}
