/* SPDX-License-Identifier: MIT
 * Eight bytes of text at once, as a number in which the first byte is the lowest. A test
 * sets the top bit of each byte that passes it. */
#ifndef AV_EIGHT_H
#define AV_EIGHT_H

#include <stdint.h>
#include <string.h>

#define AV_EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline uint64_t av_eight_at(const char *at)
{
	uint64_t eight;
	memcpy(&eight, at, sizeof eight);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	eight = __builtin_bswap64(eight);
#endif
	return eight;
}

/* Letters of ASCII. Adding carries into a byte's top bit from 'a' on, and from behind 'z' on. */
static inline uint64_t av_eight_letters(uint64_t eight)
{
	uint64_t low = (eight | AV_EACH_BYTE(0x20)) & AV_EACH_BYTE(0x7f);
	return ((low + AV_EACH_BYTE(0x80 - 'a')) ^ (low + AV_EACH_BYTE(0x7f - 'z'))) & ~eight &
	       AV_EACH_BYTE(0x80);
}

static inline uint64_t av_eight_spaces(uint64_t eight)
{
	uint64_t other = eight ^ AV_EACH_BYTE(' ');
	return ~(((other & AV_EACH_BYTE(0x7f)) + AV_EACH_BYTE(0x7f)) | other) & AV_EACH_BYTE(0x80);
}

/* How many bytes from the first one on passed, without a gap. */
static inline unsigned av_eight_run(uint64_t passed)
{
	uint64_t failed = passed ^ AV_EACH_BYTE(0x80);
	return failed ? (unsigned)__builtin_ctzll(failed) / 8 : 8;
}

#endif
