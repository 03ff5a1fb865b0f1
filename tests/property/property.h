/* SPDX-License-Identifier: MIT
 * Counting for property tests: a property counts as one test however many cases it is
 * tried on, so that totals stay comparable with those of other tests. */
#ifndef PROPERTY_H
#define PROPERTY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROPERTIES 64
#define SHOWN 5 /* failing cases shown of one property */

static struct property {
	const char *name;
	unsigned long cases, failed;
} properties[PROPERTIES];

static struct property *property_of(const char *name)
{
	unsigned i = 0;
	while (i < PROPERTIES - 1 && properties[i].name && strcmp(properties[i].name, name))
		i++;
	properties[i].name = name;
	return &properties[i];
}

/* Of `count` cases, how many are to be tried: where each takes long (under valgrind),
 * AVER_TEST_SHARE=N asks for one in N. */
static inline unsigned property_cases(unsigned count)
{
	const char *wanted = getenv("AVER_TEST_SHARE");
	long share = wanted ? strtol(wanted, NULL, 10) : 1;
	return share > 1 ? (count + (unsigned)share - 1) / (unsigned)share : count;
}

/* Notes one case; true when the failure is to be shown. */
static bool property_fails(const char *name, bool good)
{
	struct property *property = property_of(name);
	property->cases++;
	property->failed += !good;
	return !good && property->failed <= SHOWN;
}

/* Prints every property and the totals; the status to end with. */
static int property_report(const char *group)
{
	unsigned passed = 0, failed = 0;
	for (unsigned i = 0; i < PROPERTIES && properties[i].name; i++) {
		const struct property *property = &properties[i];
		printf("# %s: %s: %lu cases, %lu failed\n", group, property->name,
		       property->cases, property->failed);
		passed += !property->failed;
		failed += property->failed != 0;
	}
	printf("%s: %u passed, %u failed\n", group, passed, failed);
	return failed ? 1 : 0;
}

#endif
