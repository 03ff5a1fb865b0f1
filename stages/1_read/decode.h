/* SPDX-License-Identifier: MIT
 * From the bytes of a block to UTF-8, with the way back. */
#ifndef AV_DECODE_H
#define AV_DECODE_H

#include "aver.h"
#include "inner/doc.h"

/* A converter of ICU's and its buffers; zeroed: none yet. Kept from block to block. */
struct decoder;

/* Both set doc->source, doc->decoded and what is known of broken bytes. */
enum aver_status av_source_take(struct av_doc *doc);
enum aver_status av_source_decode(struct decoder **decoder, struct av_doc *doc);
void av_decoder_free(struct decoder *decoder);

#endif
