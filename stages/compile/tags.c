/* SPDX-License-Identifier: MIT
 * Tags: names of what words can be. The known ones come first, in the order of their
 * enum; tables bring the others. There are few, so a list is searched from end to end. */
#include "lexicon.h"

#include <string.h>

static bool push_tag(struct av_compiler *c, struct av_str name)
{
	struct av_str *tag = av_list_push(&c->rules->tags);
	if (!tag) {
		c->no_memory = true;
		return false;
	}
	*tag = av_keep_str(c, name);
	return tag->at != NULL || !name.length;
}

static bool known_tags(struct av_compiler *c)
{
	for (unsigned i = 0; i < AV_KNOWN_TAGS; i++) {
		const char *name = av_known_tag_names[i];
		if (!push_tag(c, av_str_of(name, strlen(name))))
			return false;
	}
	return true;
}

uint16_t av_tag_id(struct av_compiler *c, struct av_str name)
{
	if (!c->rules->tags.count && !known_tags(c))
		return UINT16_MAX;
	/* rows of one table mostly have the same tag */
	uint16_t *last = c->lexicon ? &c->lexicon->last_tag : NULL;
	if (last && av_str_equal(c->rules->tags.items[*last], name))
		return *last;
	int found = av_rules_tag(c->rules, name);
	if (last && found >= 0)
		*last = (uint16_t)found;
	if (found >= 0)
		return (uint16_t)found;
	if (c->rules->tags.count == UINT16_MAX - 1 || !push_tag(c, name))
		return UINT16_MAX;
	return (uint16_t)(c->rules->tags.count - 1);
}

int av_rules_tag(const struct av_rules *rules, struct av_str name)
{
	for (uint32_t i = 0; i < rules->tags.count; i++)
		if (av_str_equal(rules->tags.items[i], name))
			return (int)i;
	return -1;
}
