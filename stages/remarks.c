/* SPDX-License-Identifier: MIT
 * Remarks are gathered where they arise and handed to the caller in input order, so
 * that the error output does not depend on the threads either. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "run.h"

/* Appends `s` with a NUL; returns where it begins. */
static uint32_t keep(struct av_buffer *texts, struct av_str s)
{
	uint32_t at = (uint32_t)texts->length;
	av_buffer_append(texts, s);
	av_buffer_append_char(texts, '\0');
	return at;
}

void av_remarks_add(struct av_remarks *remarks, bool failed, struct av_place place,
		    const char *format, ...)
{
	char text[512];
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	struct av_remark *remark = length < 0 ? NULL : av_list_push(remarks);
	if (!remark) {
		remarks->texts.failed = true;
		return;
	}
	size_t kept = (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
	remark->failed = failed;
	remark->line = place.line;
	remark->offset = place.offset;
	remark->input = keep(&remarks->texts, place.input);
	remark->id = keep(&remarks->texts, place.id);
	remark->text = keep(&remarks->texts, av_str_of(text, kept));
	remarks->count -= remarks->texts.failed; /* its text is not all there */
}

void av_remarks_fail(struct av_remarks *remarks, struct av_place place, enum aver_status status)
{
	av_remarks_add(remarks, true, place,
		       "it could not be processed from byte %" PRIu64 " on: %s",
		       place.offset, aver_status_text(status));
}

void av_remarks_clear(struct av_remarks *remarks)
{
	remarks->count = 0;
	remarks->texts.length = 0;
	remarks->texts.failed = false;
}

void av_remarks_free(struct av_remarks *remarks)
{
	free(remarks->items);
	av_buffer_free(&remarks->texts);
	*remarks = (struct av_remarks){ 0 };
}
