/* SPDX-License-Identifier: MIT
 * Which slots the words and numbers of a sentence answer to, and which words make a sentence
 * worth a look though it holds no number. */
#include "dispatch.h"
#include "pattern.h"

static void answer(struct av_slots *answers, const struct av_slot_class *class, uint32_t slot,
		   uint32_t first, uint32_t count)
{
	for (uint32_t i = 0; i < class->count; i++)
		for (uint32_t code = class->ranges[i].first; code <= class->ranges[i].last; code++)
			if (code - first < count)
				answers[code - first].bits[slot / 64] |= UINT64_C(1) << (slot % 64);
}

bool av_filters_make(struct av_compiler *c, struct av_dispatch *d)
{
	uint32_t sets = c->rules->sets.count;
	struct av_slots *set_answers = av_keep(c, sets * sizeof *set_answers);
	struct av_slots *form_answers = av_keep(c, AV_NUMBER_FORMS * sizeof *form_answers);
	if (!set_answers || !form_answers)
		return false;
	for (uint32_t slot = 0; slot < c->slot_classes.count && slot < AV_SLOT_WORDS * 64; slot++) {
		answer(set_answers, &c->slot_classes.items[slot], slot, AV_SHAPE_SET, sets);
		answer(form_answers, &c->slot_classes.items[slot], slot, AV_SHAPE_NUMBER,
		       AV_NUMBER_FORMS);
	}
	d->set_answers = set_answers;
	d->form_answers = form_answers;
	d->set_count = sets;
	d->form_count = AV_NUMBER_FORMS;
	return true;
}

/* Words that give a sentence without a number its shape. */
void av_triggers_mark(struct av_compiler *c, const struct av_dispatch *d)
{
	struct av_slots triggers = { { 0 } };
	for (uint32_t i = 0; i < c->covers.count; i++) {
		const struct av_rule_cover *cover = &c->covers.items[i];
		if (cover->number || c->rules->rules.items[i].kind == AV_FALSE_FRIEND)
			continue;
		for (unsigned k = 0; k < AV_SLOT_WORDS; k++)
			triggers.bits[k] |= cover->slots.bits[k];
	}
	for (uint32_t i = 0; i < c->rules->entries.count; i++) {
		struct av_entry *entry = &c->rules->entries.items[i];
		uint64_t common = 0;
		for (unsigned k = 0; k < AV_SLOT_WORDS; k++)
			common |= d->set_answers[entry->set].bits[k] & triggers.bits[k];
		if (common)
			entry->known |= AV_ENTRY_TRIGGER;
	}
}
