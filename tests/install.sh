#!/bin/bash
# SPDX-License-Identifier: MIT
# `make install` puts a complete aver under DESTDIR: the program works alone, a C program
# builds against header, library and pkg-config file, the soname is what it says.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
root=$work/root

is() { # NAME COMMAND…
	local name=$1
	shift
	if "$@" > "$work/log" 2>&1; then
		echo "ok install $name"
	else
		cat "$work/log"
		echo "not ok install $name"
	fi
}

is 'make install' ${MAKE:-make} --no-print-directory install BUILD="$build" DESTDIR="$root" \
	PREFIX=/opt/aver
for file in bin/aver lib/libaver.a lib/libaver.so lib/libaver.so.0 lib/pkgconfig/aver.pc \
	include/aver.h share/aver/claim.schema.json share/aver/rules; do
	is "$file" test -e "$root/opt/aver/$file"
done
is soname sh -c "objdump -p '$root/opt/aver/lib/libaver.so' | grep -q 'SONAME *libaver.so.0$'"

# In an empty folder, with nothing of the checkout in reach.
alone() {
	mkdir -p "$work/empty" && cd "$work/empty" || return 1
	echo 'Prices rose 5% in 2024.' | "$root/opt/aver/bin/aver" | grep -q '"value":5'
}
is 'the program alone' alone

cat > "$work/use.c" <<'END'
#include <aver.h>
int main(void)
{
	struct aver_rules *rules;
	enum aver_status status = aver_rules_builtin(&rules);
	aver_rules_free(rules);
	return status != AVER_OK;
}
END
use() {
	PKG_CONFIG_PATH=$root/opt/aver/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$root \
		PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 \
		sh -c "gcc -o $work/use $work/use.c \$(pkg-config --cflags --libs aver)" \
		&& LD_LIBRARY_PATH=$root/opt/aver/lib "$work/use"
}
is 'the shared library by pkg-config' use
is 'the header as C++' clang -x c++ -Wall -Wextra -Werror -fsyntax-only "$root/opt/aver/include/aver.h" \
	-Wno-pragma-once-outside-header
