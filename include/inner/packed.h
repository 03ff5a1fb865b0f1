/* SPDX-License-Identifier: MIT
 * Structs of which a compiled rule set has many go into the program as they are in memory
 * (image.h). Two builds of it are compared byte for byte, so these have no bytes that
 * nobody sets: what would be padding is a member, `spare`, and the compiler sees to it. */
#ifndef AV_PACKED_H
#define AV_PACKED_H

#define AV_PACKED_BEGIN                                                                       \
	_Pragma("GCC diagnostic push") _Pragma("GCC diagnostic error \"-Wpadded\"")
#define AV_PACKED_END _Pragma("GCC diagnostic pop")

#endif
