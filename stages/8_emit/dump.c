/* SPDX-License-Identifier: MIT
 * `aver --until STAGE`: what a stage left on the belt, as JSON Lines, for people who
 * write rules and for golden tests. Positions are bytes of the normalised text, except
 * those of notes, which are of the source. */
#include "emit.h"
#include "inner/stage.h"

/* Room for what is being shown, and the two things it is shown from. */
struct dump {
	const struct av_rules *rules;
	struct av_doc *doc;
	struct av_buffer *out;
};

static void raw(struct dump *d, const char *text)
{
	av_json_raw(d->out, av_str_of(text, __builtin_strlen(text)));
}

static void number(struct dump *d, const char *key, uint64_t value)
{
	raw(d, key);
	av_json_unsigned(d->out, value);
}

static void string(struct dump *d, const char *key, struct av_str value)
{
	raw(d, key);
	av_json_text(d->out, value);
}

static void named(struct dump *d, const char *key, const struct av_names *names, unsigned value)
{
	raw(d, key);
	av_json_name(d->out, av_name_of(names, value));
}

static void decimal(struct dump *d, const char *key, bool has, struct av_decimal value)
{
	if (!has || !av_json_can_hold(&value))
		return;
	raw(d, key);
	av_json_decimal(d->out, value);
}

/* "text":…,"start":…,"end":… */
static void place(struct dump *d, const char *key, struct av_span span)
{
	string(d, key, av_doc_text(d->doc, span));
	number(d, ",\"start\":", span.start);
	number(d, ",\"end\":", span.end);
}

static void phrase(struct dump *d, const char *key, struct av_span span)
{
	if (span.start < span.end)
		string(d, key, av_doc_text(d->doc, span));
}

static void dump_read(struct dump *d)
{
	const struct av_doc *doc = d->doc;
	number(d, "{\"bytes\":", doc->bytes.length);
	number(d, ",\"source\":", doc->source.length);
	number(d, ",\"offset\":", doc->source_offset);
	if (doc->encoding.length)
		string(d, ",\"encoding\":", doc->encoding);
	raw(d, "}\n");
	for (uint32_t i = 0; i < doc->notes.count; i++) {
		const struct av_note *note = &doc->notes.items[i];
		string(d, "{\"note\":", note->text);
		number(d, ",\"start\":", note->span.start);
		number(d, ",\"end\":", note->span.end);
		raw(d, "}\n");
	}
}

/* The text and where it was changed: [made, from] pairs. */
static void dump_normalise(struct dump *d)
{
	const struct av_map *map = &d->doc->map;
	string(d, "{\"text\":", av_buffer_str(&d->doc->text));
	raw(d, ",\"map\":[");
	for (uint32_t i = 0; i < map->count; i++) {
		number(d, i ? ",[" : "[", map->items[i].made);
		number(d, ",", map->items[i].from);
		raw(d, "]");
	}
	raw(d, "]}\n");
}

static void dump_turns(struct dump *d)
{
	for (uint32_t i = 0; i < d->doc->turns.count; i++) {
		const struct av_turn *turn = &d->doc->turns.items[i];
		place(d, "{\"turn\":", turn->name);
		number(d, ",\"body\":[", turn->body.start);
		number(d, ",", turn->body.end);
		raw(d, "]}\n");
	}
}

static void dump_quotes(struct dump *d)
{
	for (uint32_t i = 0; i < d->doc->quotes.count; i++) {
		const struct av_quote *quote = &d->doc->quotes.items[i];
		place(d, "{\"quote\":", quote->inside);
		if (quote->parent != AV_NONE)
			number(d, ",\"parent\":", quote->parent);
		raw(d, "}\n");
	}
}

static void dump_sentence(struct dump *d, const struct av_sentence *sentence)
{
	place(d, "{\"sentence\":", sentence->span);
	number(d, ",\"paragraph\":", sentence->paragraph);
	if (sentence->turn != AV_NONE)
		number(d, ",\"turn\":", sentence->turn);
	raw(d, ",\"clauses\":[");
	for (uint32_t i = 0; i < sentence->clause_count; i++) {
		struct av_span clause = d->doc->clauses.items[sentence->first_clause + i];
		number(d, i ? ",[" : "[", clause.start);
		number(d, ",", clause.end);
		raw(d, "]");
	}
	raw(d, "]}\n");
}

static void dump_segment(struct dump *d)
{
	for (uint32_t i = 0; i < d->doc->paragraphs.count; i++) {
		number(d, "{\"paragraph\":[", d->doc->paragraphs.items[i].start);
		number(d, ",", d->doc->paragraphs.items[i].end);
		raw(d, "]}\n");
	}
	dump_turns(d);
	dump_quotes(d);
	for (uint32_t i = 0; i < d->doc->sentences.count; i++)
		dump_sentence(d, &d->doc->sentences.items[i]);
}

static void dump_number(struct dump *d, const struct av_number *n)
{
	decimal(d, ",\"value\":", n->has_value, n->value);
	decimal(d, ",\"low\":", n->has_low, n->low);
	decimal(d, ",\"high\":", n->has_high, n->high);
	named(d, ",\"modifier\":", &av_modifier_names, n->modifier);
}

/* A word's tags, with their values: ["unit","classifier","change-verb=increase"]. */
static void dump_word(struct dump *d, uint32_t entry)
{
	const struct av_entry *e = &d->rules->entries.items[entry];
	raw(d, ",\"tags\":[");
	for (uint32_t i = 0; i < e->lexeme_count; i++) {
		const struct av_lexeme *lexeme = &d->rules->lexemes.items[e->first_lexeme + i];
		raw(d, i ? ",\"" : "\"");
		av_json_escape(d->out, d->rules->tags.items[lexeme->tag]);
		if (lexeme->value.length) {
			raw(d, "=");
			av_json_escape(d->out, av_rules_text(d->rules, lexeme->value));
		}
		raw(d, "\"");
	}
	raw(d, "]");
}

static void dump_tokenise(struct dump *d)
{
	for (uint32_t i = 0; i < d->doc->tokens.count; i++) {
		const struct av_token *token = &d->doc->tokens.items[i];
		bool is_word = token->type == AV_TOKEN_WORD;
		place(d, is_word ? "{\"word\":" : "{\"number\":", token->span);
		if (is_word)
			dump_word(d, token->index);
		else
			dump_number(d, &d->doc->numbers.items[token->index]);
		raw(d, "}\n");
	}
}

static void dump_captures(struct dump *d, const struct av_match *match)
{
	const struct av_rule *rule = &d->rules->rules.items[match->rule];
	bool first = true;
	raw(d, ",\"captures\":{");
	for (uint32_t i = 0; i < rule->variable_count; i++) {
		const struct av_capture *c = &d->doc->captures.items[match->first_capture + i];
		if (!c->set)
			continue;
		raw(d, first ? "" : ",");
		av_json_text(d->out, rule->variables[i]);
		string(d, ":", av_doc_text(d->doc, c->span));
		first = false;
	}
	raw(d, "}");
}

static void dump_match(struct dump *d)
{
	for (uint32_t i = 0; i < d->doc->matches.count; i++) {
		const struct av_match *match = &d->doc->matches.items[i];
		place(d, "{\"match\":", match->span);
		string(d, ",\"rule\":", d->rules->rules.items[match->rule].name);
		dump_captures(d, match);
		raw(d, "}\n");
	}
}

static void dump_resolve(struct dump *d)
{
	struct emitter emitter = { .rules = d->rules, .doc = d->doc, .out = d->out };
	for (uint32_t i = 0; i < d->doc->figures.count; i++) {
		const struct av_figure *figure = &d->doc->figures.items[i];
		emitter.figure = figure;
		emitter.reading = &figure->reading;
		place(d, "{\"figure\":", figure->span);
		named(d, ",\"kind\":", &av_kind_names, figure->reading.kind);
		av_record_reading(&emitter);
		string(d, ",\"rule\":", d->rules->rules.items[figure->rule].name);
		raw(d, "}\n");
	}
}

static void dump_claim(struct dump *d, const struct av_claim *claim)
{
	phrase(d, ",\"counted\":", claim->counted);
	phrase(d, ",\"subject\":", claim->subject);
	phrase(d, ",\"about\":", claim->about);
	if (claim->change != AV_NO_CHANGE)
		named(d, ",\"change\":", &av_change_names, claim->change);
	if (claim->speaker_carried.length)
		string(d, ",\"speaker\":", claim->speaker_carried);
	phrase(d, ",\"speaker\":", claim->speaker);
	if (claim->attribution != AV_UNATTRIBUTED)
		named(d, ",\"attribution\":", &av_attribution_names, claim->attribution);
	named(d, ",\"certainty\":", &av_certainty_names, claim->certainty);
	phrase(d, ",\"cue\":", claim->certainty_cue);
	if (claim->negated)
		raw(d, ",\"negated\":true");
	if (claim->when != AV_NONE)
		phrase(d, ",\"when\":", d->doc->figures.items[claim->when].span);
}

static void dump_relate(struct dump *d)
{
	for (uint32_t i = 0; i < d->doc->claims.count; i++) {
		place(d, "{\"claim\":", d->doc->figures.items[i].span);
		dump_claim(d, &d->doc->claims.items[i]);
		raw(d, "}\n");
	}
}

static const struct {
	const char *stage;
	void (*show)(struct dump *d);
} dumps[] = {
	{ "read", dump_read },         { "normalise", dump_normalise },
	{ "segment", dump_segment },   { "tokenise", dump_tokenise },
	{ "match", dump_match },       { "resolve", dump_resolve },
	{ "relate", dump_relate },
};

static bool same_name(const char *a, const char *b)
{
	size_t length = __builtin_strlen(a);
	return length == __builtin_strlen(b) && memcmp(a, b, length) == 0;
}

/* The last stage's array is the records themselves. */
static enum aver_status emit_records(const struct av_rules *rules, struct av_doc *doc)
{
	void *state;
	enum aver_status status = av_stage_emit.open(rules, &state);
	if (status != AVER_OK)
		return status;
	status = av_stage_emit.run(state, rules, doc);
	av_stage_emit.close(state);
	return status;
}

enum aver_status av_emit_stage(const struct av_rules *rules, struct av_doc *doc, const char *stage)
{
	struct dump dump = { rules, doc, &doc->output };
	if (same_name(stage, av_stage_emit.name))
		return emit_records(rules, doc);
	for (unsigned i = 0; i < sizeof dumps / sizeof *dumps; i++) {
		if (!same_name(stage, dumps[i].stage))
			continue;
		dumps[i].show(&dump);
		return doc->output.failed ? AVER_NO_MEMORY : AVER_OK;
	}
	return AVER_BAD_ARGUMENT;
}
