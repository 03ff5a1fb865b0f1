/* SPDX-License-Identifier: MIT
 * Every limit, with its reason. */
#ifndef AV_LIMITS_H
#define AV_LIMITS_H

/* Bytes of source that go through the pipeline at once. Large enough that the stages'
 * start costs nothing, small enough that text, tokens and shape stay in the cache. A block
 * ends at a paragraph end; a paragraph twice as long is cut at a sentence end, a space or a
 * comma, so that a line of any length needs bounded memory. */
#define AV_BLOCK_TARGET (144u * 1024)
/* A block with more runs of digits than that ends earlier: each may become a figure, which
 * needs hundreds of times the room of its text. Ordinary text has half as many. */
#define AV_BLOCK_NUMBERS 4096u
/* A run of digits longer than this is data and no number: a double holds none of them. It
 * is said, and nothing is read from it. */
#define AV_DIGITS_MAX 300u
/* Bytes of a line of JSON Lines: it is parsed as a whole, and memory has a bound. Longer
 * than nearly every book; a longer line fails with a message, the lines around it are done. */
#define AV_JSON_LINE_MAX (8u * 1024 * 1024)
/* JSON values in a line: each takes up to a hundred times its own length in memory. */
#define AV_JSON_VALUES_MAX 65536u
/* Bytes of source in flight at once beside a block for each job: blocks of text never come
 * near, long lines of JSON must wait for each other. */
#define AV_FLIGHT_MAX (6u * 1024 * 1024)
/* A sentence longer than this (text without any stop) is cut: at a clause mark, a space, at
 * worst between two characters, which is said. */
#define AV_SENTENCE_MAX 4096u
/* Captures a rule can have: sized for the stack; no rule of ours needs half of it. */
#define AV_CAPTURES_MAX 48
/* Errors shown of one run of the checker: more bury the first one. */
#define AV_MAX_MESSAGES 20
/* PCRE2 match and depth limits of one anchored try: a well-made rule needs hundreds. */
#define AV_PCRE_MATCH_LIMIT 100000
#define AV_PCRE_DEPTH_LIMIT 1000
/* Steps that a worker's automaton of beginnings has room for; half full it is made anew.
 * A power of two; news asks for up to a quarter of them. */
#define AV_AHEAD_STEPS (16u * 1024)
/* places that are remembered as a whole, 16 bytes each */
#define AV_AHEAD_RECENT 4096u
/* Bytes of JIT stack a worker owns. */
#define AV_JIT_STACK (256u * 1024)
/* Quotations nested deeper than this are read as plain text. */
#define AV_QUOTE_DEPTH 16
/* Bytes of output that are handed on before a block is done: a record quotes its sentence,
 * so a block of figures in long sentences gives hundreds of times its own length. Small
 * enough to be still in the cache when it is taken. */
#define AV_OUTPUT_PART (64u * 1024)
/* Bytes an arena keeps over a reset. */
#define AV_ARENA_KEEP (1024u * 1024)

#endif
