/* SPDX-License-Identifier: MIT
 * Text as pointer and length: comparing, cutting, hashing, likeness. */
#include "inner/str.h"

/* Words longer than this are never offered as "did you mean". */
#define DISTANCE_MAX 64

int av_str_compare(struct av_str a, struct av_str b)
{
	size_t shared = a.length < b.length ? a.length : b.length;
	int order = shared ? memcmp(a.at, b.at, shared) : 0;
	return order ? order : (a.length > b.length) - (a.length < b.length);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct av_str av_str_trim(struct av_str s)
{
	while (s.length && is_space(s.at[s.length - 1]))
		s.length--;
	while (s.length && is_space(*s.at)) {
		s.at++;
		s.length--;
	}
	return s;
}

bool av_str_cut(struct av_str *rest, char separator, struct av_str *part)
{
	if (!rest->at)
		return false;
	const char *found = rest->length ? memchr(rest->at, separator, rest->length) : NULL;
	if (!found) {
		*part = *rest;
		*rest = av_str_of(NULL, 0);
		return true;
	}
	size_t length = (size_t)(found - rest->at);
	*part = av_str_of(rest->at, length);
	*rest = av_str_of(found + 1, rest->length - length - 1);
	return true;
}

static uint64_t load_64(const char *at)
{
	uint64_t word;
	memcpy(&word, at, sizeof word);
	return word;
}

static uint64_t hash_mix(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t av_str_hash(struct av_str s)
{
	/* odd constants without structure: the fractions of two square roots */
	const uint64_t key = 0x6a09e667f3bcc909u, step = 0xbb67ae8584caa73bu;
	uint64_t hash = key ^ (uint64_t)s.length * step, last = 0;
	while (s.length >= 8) {
		hash = hash_mix(hash ^ load_64(s.at), step);
		s.at += 8;
		s.length -= 8;
	}
	if (s.length)
		memcpy(&last, s.at, s.length);
	return hash_mix(hash ^ last ^ key, step) ^ hash >> 32;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* One row of the table of distances between the first i bytes of a and all beginnings
 * of b; `rows` holds the two rows before it. */
static unsigned distance_row(struct av_str a, struct av_str b, size_t i,
			     unsigned rows[3][DISTANCE_MAX + 1])
{
	unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
	unsigned smallest = row[0] = (unsigned)i;
	for (size_t j = 1; j <= b.length; j++) {
		unsigned change = above[j - 1] + (a.at[i - 1] != b.at[j - 1]);
		row[j] = least(change, least(above[j], row[j - 1]) + 1);
		if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
			row[j] = least(row[j], second[j - 2] + 1);
		smallest = least(smallest, row[j]);
	}
	return smallest;
}

unsigned av_str_distance(struct av_str a, struct av_str b, unsigned limit)
{
	unsigned rows[3][DISTANCE_MAX + 1];
	if (a.length > DISTANCE_MAX || b.length > DISTANCE_MAX)
		return av_str_equal(a, b) ? 0 : limit + 1;
	for (size_t j = 0; j <= b.length; j++)
		rows[0][j] = (unsigned)j;
	unsigned before = 0;
	for (size_t i = 1; i <= a.length; i++) {
		/* a swap reaches two rows up: both must be too far to give up */
		unsigned smallest = distance_row(a, b, i, rows);
		if (smallest > limit && before > limit)
			return limit + 1;
		before = smallest;
	}
	return least(rows[a.length % 3][b.length], limit + 1);
}
