#!/bin/bash
# SPDX-License-Identifier: MIT
# What README.md and rules/README.md show is what happens: ```console blocks are run line by
# line (`$ command`, then what it prints), ```rule blocks must pass the checker and their own
# examples, ```c blocks must compile, link and print something.
# `readme.sh --write` puts what is printed now into the console blocks.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
# Commands say build/aver, whichever build is under test: they run in a folder that looks
# like the checkout.
mkdir "$work/bin" "$work/tree"
build=$(realpath "$build")
ln -s "$PWD"/* "$work/tree/"
rm -f "$work/tree/build"
ln -s "$build" "$work/tree/build"
ln -s "$build/aver" "$work/bin/aver"
export PATH=$work/bin:$PATH

# Each fenced block of a known language into its own file, named by its line.
extract() { # FILE PREFIX
	awk -v prefix="$2" '
		/^```/ && inside { inside = 0; close(out); next }
		/^```(console|rule|c)$/ { inside = 1; out = prefix "-" NR "." substr($0, 4); next }
		inside { print > out }' "$1"
}

# Runs a console block: the commands as written, their output where it is expected.
run_console() {
	local line command
	while IFS= read -r line; do
		case $line in
		'$ '*)
			command=${line#\$ }
			printf '%s\n' "$line"
			(cd "$work/tree" && eval "$command") 2>&1 < /dev/null
			;;
		esac
	done < "$1"
}

check_console() {
	run_console "$1" > "$1.out"
	if diff "$1" "$1.out" > "$1.diff"; then
		echo "ok $2"
	else
		cat "$1.diff"
		echo "not ok $2"
	fi
}

check_rule() {
	mkdir -p "$work/rules/zh"
	rm -f "$work"/rules/zh/*
	cp "$1" "$work/rules/zh/shown.rule"
	if aver rules check "$work/rules/zh/shown.rule" \
		&& aver rules test "$work/rules/zh/shown.rule"; then
		echo "ok $2"
	else
		echo "not ok $2"
	fi
}

check_c() {
	local flags=
	case $build in *asan) flags=-fsanitize=address,undefined ;; esac
	if gcc -std=c11 -Wall -Wextra -Werror $flags -Iinclude -o "$work/shown" "$1" \
		"$build/libaver.a" $(pkg-config --libs icu-i18n icu-uc libpcre2-8 jansson) \
		-pthread -lm && "$work/shown" > "$work/shown.out" && [ -s "$work/shown.out" ]
	then
		echo "ok $2"
	else
		echo "not ok $2"
	fi
}

rewrite() { # FILE
	local line inside=
	while IFS= read -r line; do
		case $line in
		'```console') inside=1 ;;
		'```') inside= ;;
		'$ '*) [ -z "$inside" ] || printf '%s\n' "$line" > "$work/one" ;;
		esac
		if [ -z "$inside" ] || [ "$line" = '```console' ]; then
			printf '%s\n' "$line"
		elif [ "${line#\$ }" != "$line" ]; then
			run_console "$work/one"
		fi
	done < "$1" > "$work/rewritten"
	cat "$work/rewritten" > "$1"
}

for file in README.md rules/README.md; do
	[ -f $file ] || continue
	[ "${1-}" != --write ] || rewrite $file
	extract $file "$work/${file//\//_}"
	for block in "$work/${file//\//_}"-*; do
		[ -f "$block" ] || continue
		name="$file:$(basename "$block" | sed 's/.*-\([0-9]*\)\.\(.*\)/\1 \2/')"
		"check_${block##*.}" "$block" "$name"
	done
done
