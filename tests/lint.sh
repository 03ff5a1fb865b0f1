#!/bin/bash
# SPDX-License-Identifier: MIT
# The house rules that a compiler does not know. Each check prints what breaks it as
# file:line: reason. `lint.sh` runs all, `lint.sh walls` or `lint.sh size` one of them.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
sources() { find stages include tests -name '*.[ch]' | sort; }
library() { find stages include -name '*.[ch]' ! -path 'stages/generate/*' | sort; }

# Source text without comments, so that a comment may say anything.
code() { gcc -fpreprocessed -E -P -w "$1" 2>/dev/null; }

# forbid PATTERN REASON FILE…: no line of code in FILE may match.
forbid() {
	local pattern=$1 reason=$2 file
	shift 2
	for file in "$@"; do
		code "$file" | grep -nP "$pattern" | sed "s|^[0-9]*:|$file: $reason: |"
	done
}

# outside REGEX: the files of the library and the tools that are not in these folders.
outside() { find stages -name '*.[ch]' | grep -vE "$1" | sort; }

check_walls() {
	forbid '#\s*include\s*[<"]pcre2' 'PCRE2 belongs to compile and 5_match' \
		$(outside '^stages/(compile|5_match)/')
	forbid '#\s*include\s*<unicode/' 'ICU belongs to stages 1 to 4 and generate' \
		$(outside '^stages/([1-4]_[a-z]*|generate)/')
	forbid '#\s*include\s*<jansson' 'jansson belongs to 1_read, 8_emit and cli' \
		$(outside '^stages/(1_read|8_emit|cli)/')
	forbid '#\s*include\s*"(?!inner/)[^"]*/' \
		'a folder includes its own headers, inner/ and aver.h only' $(outside '^$')
	forbid '(?<![a-z_0-9>.])(v?f?printf|f?puts|putchar|f?putc|perror|fwrite)\s*\(' \
		'only cli prints' $(outside '^stages/(cli|generate)/')
	forbid '(?<![a-z_0-9>.])(_?exit|abort|quick_exit)\s*\(' 'only cli/main.c exits' \
		$(outside '^stages/(cli/main.c|generate/)')
	forbid '^(?!static).*(?<![a-z_0-9>.])(fopen|open|openat|opendir|scandir|nftw|fts_open)\s*\(' \
		'only compile/load.c, aver.c and cli open files' \
		$(outside '^stages/(cli/|generate/|compile/load|aver\.c|[a-z]*\.c)')
	forbid '[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]' \
		'words of a language belong in rules/' $(library)
	forbid '(?<![a-z_0-9>.])(strcpy|strcat|sprintf|gets|strtok|atoi|setlocale)\s*\(' \
		'no unbounded or stateful C string function' $(library)
}

# What a list in a header says is what stands between folders; each compiles by itself.
check_headers() {
	local header
	for header in include/*.h include/inner/*.h; do
		gcc -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -Iinclude -fsyntax-only \
			-x c "$header" 2>&1 | sed -n 's/.*error:/'"${header//\//\\/}"':/p' \
			| grep -v 'pragma once'
	done
	clang -Wall -Wextra -Werror -Wno-pragma-once-outside-header -fsyntax-only -x c++ \
		include/aver.h 2>&1
}

check_clang() {
	local flags
	flags="-std=c11 -D_GNU_SOURCE -DAVER_VERSION=\"0\" -DPCRE2_CODE_UNIT_WIDTH=8 -Wall
		-Wextra -Wshadow -Werror -Iinclude -I. -I$build/gen"
	find stages tests -name '*.c' | sort | xargs -P "$(nproc)" -n 8 \
		clang $flags -fsyntax-only 2>&1 | grep -E 'error:|warning:'
}

# Tables that are never written live in .rodata or .data.rel.ro.
check_globals() {
	[ -f "$build/libaver.a" ] || echo "$build/libaver.a is not there"
	objdump -t "$build/libaver.a" | awk '
		/file format/ { object = $1 }
		$NF !~ /^\./ && / (\.data|\.bss|\.tdata|\.tbss)(\.[^r][^ ]*)?\t/ {
			print object " holds the writable variable " $NF }
		/\*COM\*/ { print object " holds the writable variable " $NF }'
}

check_names() {
	nm -g --defined-only "$build/libaver.a" 2>/dev/null | awk '
		/^[^ ]*\.o:$/ { object = $1 }
		# gcc names the debug information that it keeps for -flto after the file
		NF == 3 && $3 !~ /^(av_|aver_)/ && $3 !~ /\.c\.[0-9a-f]+$/ {
			print object " " $3 ": names across files begin with av_ or aver_" }'
}

check_exports() {
	nm -D --defined-only "$build/libaver.so" | awk '{ print $3 }' | sort \
		| diff tests/exports.txt - | sed -n 's/^</tests\/exports.txt: not exported:/p
			s/^>/tests\/exports.txt: exported, not listed:/p'
}

check_size() {
	wc -l $(sources) \
		| awk '$2 != "total" && $1 > 400 { print $2 ": " $1 " lines, 400 at most" }'
	ctags -o - --languages=C --kinds-C=f --fields=+ne $(sources) | awk -F'\t' '
		/^!/ { next }
		{ line = end = 0
		  for (i = 4; i <= NF; i++) {
			if ($i ~ /^line:/) line = substr($i, 6)
			if ($i ~ /^end:/) end = substr($i, 5) }
		  if (end - line + 1 > 60)
			print $2 ":" line ": " $1 " has " end - line + 1 " lines, 60 at most" }
		'
}

check_style() {
	local files
	files=$(find stages include rules tests .ci Makefile README.md -type f \
		-regex '.*\.\([ch]\|sh\|rule\|tsv\|md\)\|.*/run\|Makefile' \
		! -path 'tests/golden/*' ! -path 'tests/bad-rules/*')
	grep -nP ' +$' $files /dev/null | sed 's/$/ <- a space at the end/'
	grep -nP '\t+$' $(grep -v 'tsv$' <<< "$files") /dev/null | sed 's/$/ <- a tab at the end/'
	grep -nP '^\t* +\t' $files /dev/null | sed 's/$/ <- a tab behind spaces/'
	grep -nP '\r$' $files /dev/null | sed 's/$/ <- a carriage return/'
	for file in $(sources); do
		head -3 "$file" | grep -q 'SPDX-License-Identifier: MIT' \
			|| echo "$file:1: no SPDX line"
		expand -t 8 "$file" | LC_ALL=C awk -v f="$file" '
			{ s = $0; gsub(/[\200-\277]/, "", s) }
			length(s) > 100 && !/^ *(puts\()?"/ { print f ":" NR ": wider than 100 columns" }'
	done
}

# Paths of one machine and the like have no place in the project.
check_traces() {
	grep -rnE '/(work|root|home)/[a-z]' stages include rules tests Makefile README.md .ci \
		| grep -v '^tests/lint.sh'
}

passed=0 failed=0
run_check() {
	local found
	found=$("check_$1" 2>&1)
	if [ -z "$found" ]; then
		passed=$((passed + 1))
		echo "ok $1"
	else
		failed=$((failed + 1))
		head -n 40 <<< "$found"
		echo "not ok $1"
	fi
}

for check in ${*:-walls headers clang globals names exports size style traces}; do
	run_check "$check"
done
echo "lint: $passed passed, $failed failed"
[ "$failed" = 0 ]
