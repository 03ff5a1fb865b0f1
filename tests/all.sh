#!/bin/bash
# SPDX-License-Identifier: MIT
# Runs the test groups over $BUILD and says what passed: all of them, or those named, as
# `unit`, `asan:cli` (needs asan_build), `valgrind:golden`.
# Each group's output stays in $BUILD/test-logs/GROUP.log; the last line has the totals.
set -u
cd "$(dirname "$0")/.." || exit 2
plain=${BUILD:-build}
make=${MAKE:-make}
cores=$(nproc)
logs=$plain/test-logs
mkdir -p "$logs"
passed=0 failed=0 skipped=0

# What a log says: lines `GROUP: N passed, N failed(, N skipped)`, TAP's `ok`, `not ok` and
# `# skip`, and cmocka's own summary are all understood.
count_log() {
	awk '
		/^[a-z][a-z -]*: [0-9]+ passed, [0-9]+ failed/ {
			for (i = 1; i < NF; i++) {
				if ($(i + 1) ~ /^passed/) p += $i
				if ($(i + 1) ~ /^failed/) f += $i
				if ($(i + 1) ~ /^skipped/) s += $i } }
		/^ok .*# *skip/ { s++; next }
		/^ok / { p++ }
		/^not ok / { f++ }
		/^\[  PASSED  \] [0-9]+ test/ { p += $4 }
		/^\[  FAILED  \] [0-9]+ test/ { f += $4 }
		END { print p + 0, f + 0, s + 0 }' "$1"
}

# group NAME COMMAND…: runs it, counts what it says; a bad end that nobody counted is a failure.
group() {
	local name=$1 log status counts started=$SECONDS
	shift
	log=$logs/${name// /-}.log
	"$@" > "$log" 2>&1
	status=$?
	read -r p f s <<< "$(count_log "$log")"
	[ "$status" = 0 ] || [ "$f" -gt 0 ] || f=1
	[ $((p + f + s)) -gt 0 ] || p=1
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	if [ "$f" -gt 0 ]; then
		grep -v '^ok \|^\[ RUN\|^\[       OK' "$log" | tail -n 60
	fi
	counts="$p passed, $f failed"
	[ "$s" = 0 ] || counts="$counts, $s skipped"
	printf '%-22s %s (%d s)\n' "$name" "$counts" $((SECONDS - started))
}

# Every program given, each in turn. One that says nothing of its tests counts as one.
run_each() {
	local program output ended
	for program in "$@"; do
		output=$(timeout 900 $wrapper "$program" 2>&1)
		ended=$?
		if grep -q '^\[==========\]\|: [0-9]* passed, [0-9]* failed' <<< "$output"; then
			printf '%s\n' "$output"
			[ $ended = 0 ] || grep -q '^\[  FAILED\|, [1-9][0-9]* failed' <<< "$output" \
				|| echo "not ok $program ended with status $ended"
		else
			sed 's/^/  /' <<< "$output"
			[ $ended = 0 ] && echo "ok $program" \
				|| echo "not ok $program ended with status $ended"
		fi
	done
}
wrapper=

built() { # built unit: the programs made of tests/unit/*.c
	local source
	for source in tests/"$1"/*.c; do
		[ -e "$source" ] || continue
		[ "$1" = unit ] && [[ $source != */test_* ]] && continue
		source=${source%.c}
		echo "$build/$source"
	done
}

run_unit() { run_each $(built unit); }
run_property() { run_each $(built property); }
run_spec() { "$build/tests/run" "$build/aver" spec tests/spec/*.md; }
run_golden() { "$build/tests/run" "$build/aver" golden tests/golden/*/; }
run_chop() { "$build/tests/run" "$build/aver" chop tests/golden/*/; }
run_bad_rules() { "$build/tests/run" "$build/aver" bad-rules tests/bad-rules; }
run_cli() {
	local script status=0
	for script in tests/cli/*.sh; do
		[ -e "$script" ] || continue
		AVER=$(realpath "$build/aver") BUILD=$build timeout "${CLI_SECONDS:-600}" bash "$script" || status=1
	done
	return $status
}
run_rules() {
	"$build/aver" rules check rules && echo "ok rules check" || echo "not ok rules check"
	"$build/aver" rules test rules && echo "ok rules test" || echo "not ok rules test"
}
run_readme() { AVER=$(realpath "$build/aver") BUILD=$build bash tests/readme.sh; }
run_install() { BUILD=$build MAKE=$make bash tests/install.sh; }
run_corpus() { python3 tests/corpus.py --aver "$build/aver"; }
run_peers() { AVER=$(realpath "$build/aver") bash tests/peers.sh; }

# The whole suite once more, with every address and every overflow watched.
run_asan_build() { $make --no-print-directory -j"$cores" BUILD="$plain" asan; }
run_asan() {
	export ASAN_OPTIONS=detect_stack_use_after_return=1:allocator_may_return_null=1
	export UBSAN_OPTIONS=print_stacktrace=1
	build=$plain/asan "run_$1"
}

# And once more under valgrind, which sees what was never written to before it was read. It
# takes thirty times as long, so one case in VALGRIND_SHARE is tried where a test has many of
# one sort. What valgrind says goes to files of its own: tests compare what the program says.
run_valgrind() (
	folder=$plain/valgrind/$1
	export AVER_TEST_SHARE=${VALGRIND_SHARE:-25} CLI_SECONDS=3000
	rm -rf "$folder"
	mkdir -p "$folder/said"
	ln -sfn ../../tests "$folder/tests"
	cat > "$folder/valgrind" <<-SCRIPT
		#!/bin/sh
		exec valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite \
			--errors-for-leak-kinds=definite --fair-sched=try --log-file=$(realpath "$folder")/said/%p "\$@"
	SCRIPT
	printf '#!/bin/sh\nexec %s/valgrind %s "$@"\n' "$(realpath "$folder")" \
		"$(realpath "$plain/aver")" > "$folder/aver"
	chmod +x "$folder/valgrind" "$folder/aver"
	wrapper=$folder/valgrind build=$folder "run_$1"
	said=$(find "$folder/said" -type f -size +0)
	[ -z "$said" ] && echo "ok valgrind has nothing to say" && return
	echo "not ok valgrind says:"
	cat $said
)

run_fuzz_build() { $make --no-print-directory -j"$cores" BUILD="$plain" fuzz; }
run_fuzz() {
	local target kind
	for target in tests/fuzz/fuzz_*.c; do
		kind=$(basename "$target" .c)
		fuzz_one "$kind" "${FUZZ_SECONDS:-5}" && echo "ok $kind" || echo "not ok $kind"
	done
}
fuzz_one() {
	local kind=${1#fuzz_} work=$plain/fuzz/corpus-$1
	mkdir -p "$work"
	"$plain/fuzz/tests/fuzz/$1" -max_total_time="$2" -timeout=20 -rss_limit_mb=2048 \
		-max_len=4096 -dict=tests/fuzz/"$kind".dict -artifact_prefix="$work/" -verbosity=0 \
		-print_final_stats=1 "$work" tests/fuzz/seeds/"$kind"
}

run_groups() {
	local name
	for name in "$@"; do
		build=$plain
		case $name in
		asan:*) group "asan ${name#asan:}" run_asan "${name#asan:}" ;;
		valgrind:*)
			[ -z "${CLAIMS:-}" ] || mkdir "$CLAIMS/$name" 2> /dev/null || continue
			group "valgrind ${name#valgrind:}" run_valgrind "${name#valgrind:}"
			;;
		*) group "$name" "run_$name" ;;
		esac
	done
}

all="unit property spec golden chop bad_rules cli rules readme install corpus peers asan_build
	asan:unit asan:property asan:spec asan:golden asan:chop asan:bad_rules asan:cli
	asan:rules asan:readme asan:corpus fuzz_build fuzz"
# These take long, and use one core: they run beside the others, and with them when those
# are done; who makes a group's claim runs it.
beside="valgrind:cli valgrind:property valgrind:golden valgrind:spec valgrind:bad_rules
	valgrind:unit valgrind:corpus valgrind:rules"
if [ $# -gt 0 ]; then
	run_groups "$@"
else
	export CLAIMS=$logs/claims
	rm -rf "$CLAIMS"
	mkdir "$CLAIMS"
	BUILD=$plain MAKE=$make "$0" $beside > "$logs/beside.txt" &
	run_groups $all $beside
	wait $!
	sed '$d' "$logs/beside.txt"
	read -r p f s <<< "$(tail -n 1 "$logs/beside.txt" | sed 's/^/beside: /' | count_log /dev/stdin)"
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	[ $((p + f)) -gt 0 ] || failed=$((failed + 1))
fi
summary="$passed passed, $failed failed"
[ "$skipped" = 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" = 0 ]
