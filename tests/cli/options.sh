#!/bin/sh
# SPDX-License-Identifier: MIT
# The command line: what each option does, what a wrong one is answered with.
. "$(dirname "$0")/common"

text='Revenue rose 25% to $3.5 million in 2023. The track is 12 km long.'
echo "$text" > a.txt

run --help
expect 'help' 0
for option in from text-field id-field to output lang encoding reference kinds min-confidence \
	rules only-rules jobs errors until quiet help version; do
	has "help names --$option" "--$option"
done
run --version
has 'version' '^aver [0-9]+\.[0-9]+'

run a.txt
expect 'a file' 0
cp out from-file
has 'the id is the name of the file' '"doc":"a.txt"'
timeout 60 "$aver" < a.txt > out 2> err
sed 's/"doc":"-"/"doc":"a.txt"/; s/"id":"[^"]*"//' out > stream
sed 's/"id":"[^"]*"//' from-file > file
same 'standard input without an argument' file stream
timeout 60 "$aver" - < a.txt > out2 2> err
same 'standard input as -' out out2
run -o written a.txt
same '-o FILE' from-file written
run -owritten2 a.txt
same '-oFILE' from-file written2
run --output=written3 a.txt
same '--output=FILE' from-file written3
run -o a.txt a.txt
expect 'an output that is an input is refused' 3 'also an input'
has 'and the input is unharmed' 'Revenue' a.txt

run --kinds money,percent a.txt
expect '--kinds' 0
[ "$(grep -c . out)" = "$(grep -Ec '"kind":"(money|percent)"' out)" ] && [ -s out ] &&
	ok '--kinds leaves out the others' || bad '--kinds leaves out the others' "$(cat out)"
run --min-confidence 1 a.txt
[ "$(grep -c . out)" -le "$(grep -c . from-file)" ] && ok '--min-confidence' ||
	bad '--min-confidence' 'more records than without'
run --until tokenise a.txt
expect '--until' 0
[ -s out ] && ok '--until shows something' || bad '--until shows something' 'nothing'

run --to json a.txt
if python3 -c 'import json; assert len(json.load(open("out"))) > 2' 2> err; then
	ok '--to json is one array'
else bad '--to json is one array' "$(tail -n 1 err)"; fi
: > empty.txt
run --to json empty.txt
python3 -c 'import json; assert json.load(open("out")) == []' && ok '--to json of nothing' ||
	bad '--to json of nothing' "$(cat out)"
run --to table a.txt
has '--to table has titles' '^place +figure'
has '--to table has rows' '^a.txt:1:.*25%'
printf '去年增长25%%，约3000万张。\nIt grew 25%%.\n' > wide.txt
run --to table wide.txt
if python3 - <<'PYTHON' 2> err
import unicodedata
def column(line, mark):
    return sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line[:line.index(mark)])
rows = open('out', encoding='utf-8').read().splitlines()
places = {column(row, 'percent') for row in rows if ' percent ' in row}
assert len(places) == 1, places
PYTHON
then ok '--to table is aligned'; else bad '--to table is aligned' "$(tail -n 1 err)"; fi
run --to marked a.txt
sed 's/\x1b\[[0-9;]*m//g' out > plain
same '--to marked keeps the text' a.txt plain
grep -q "$(printf '\033')" out && ok '--to marked has colours' || bad '--to marked has colours' 'none'

echo 'See you tomorrow, in 2 days.' > t.txt
run --reference 2024-05-27 t.txt
expect '--reference' 0
run --lang en a.txt
expect '--lang' 0
run --jobs 3 a.txt
same '--jobs' from-file out
run -j2 -q a.txt
same '-jN -q' from-file out
cp a.txt ./-dash.txt
run -- -dash.txt
expect '-- ends the options' 0

wrong() { # wrong NAME PATTERN ARGS…
	name=$1 pattern=$2
	shift 2
	run "$@"
	expect "$name" 2 "$pattern"
	[ ! -s out ] || bad "$name prints nothing" "$(head -c 100 out)"
}
wrong 'a mistyped option' 'did you mean `--jobs`' --jbos 3
wrong 'an unknown option' 'unknown option `--xyzzyx`' --xyzzyx
wrong 'an unknown letter' 'unknown option `-Z`' -Z
wrong 'a missing value' 'a value is missing' a.txt --jobs
wrong 'a flag with a value' 'takes no value' --quiet=yes
wrong 'an unknown format' 'did you mean `table`' --to tabel a.txt
wrong 'an unknown source' 'text jsonl' --from csv a.txt
wrong 'an unknown source and what is near' 'did you mean `jsonl`\? Known are: text' --from json a.txt
wrong 'an unknown kind' 'did you mean `money`\? Known are: number' --kinds mony a.txt
wrong 'a kind like no other' 'unknown kind `xyzzyx`; known are: number' --kinds xyzzyx a.txt
wrong 'an unknown stage' 'did you mean `tokenise`' --until tokenize a.txt
wrong 'an unknown encoding' 'unknown encoding `Klingon`.*GB18030' --encoding Klingon a.txt
wrong 'a date that is none' '2024-05-27' --reference 2024-02-30 a.txt
wrong 'a language that is none' 'auto' --lang 5 a.txt
wrong 'jobs that are no number' '1 to 1024' --jobs many a.txt
wrong 'no jobs' '1 to 1024' --jobs 0 a.txt
wrong 'a confidence that is none' '0 to 1' --min-confidence high a.txt
wrong 'a confidence out of range' '0 to 1' --min-confidence 7 a.txt
wrong 'rules twice' 'one of them' --rules x --only-rules y a.txt
wrong 'a table of a stage' 'leave' --to table --until match a.txt
run --rules no-such-folder a.txt
expect 'a rule folder that does not exist' 3 'no-such-folder'
run --only-rules no-such-folder a.txt
expect 'an only rule folder that does not exist' 3 'no-such-folder'
[ "$(grep -c 'no-such-folder: error' err)" = 1 ] && ok 'it is said once' || bad 'it is said once' "$(cat err)"
wrong 'an unknown command of rules' 'unknown command `rules chekc`' rules chekc
for id in "$(printf '\377')" 'x y'; do
	printf '5 km' > "$id.txt"
	run --errors errors "$id.txt"
	expect 'a strange file name' 0
done
rules=$root/rules
for command in list test check; do
	run rules $command "$rules"
	expect "rules $command" 0
	[ -s out ] && ok "rules $command prints something" || bad "rules $command prints something" x
done
run explain 'It grew by about 25%.'
expect 'explain' 0
has 'explain shows the rule' '25%'
timeout 60 "$aver" explain < a.txt > out 2> err
has 'explain reads standard input' '12 km'
# No progress into a pipe; on a terminal there is some.
[ "$share" != 1 ] || yes "$text" | head -n 60000 > long.txt
if [ -e long.txt ] && script -qec true /dev/null > /dev/null 2>&1; then
	run long.txt
	[ ! -s err ] && ok 'no progress in a pipe' || bad 'no progress in a pipe' "$(cat err)"
	script -qec "'$aver' -j 1 long.txt > /dev/null" /dev/null > shown
	has 'progress on a terminal' 'MB/s' shown
	script -qec "'$aver' -q -j 1 long.txt > /dev/null" /dev/null > shown
	[ ! -s shown ] && ok 'no progress when quiet' || bad 'no progress when quiet' "$(cat shown)"
else
	echo 'ok progress on a terminal # skip no long input, or no script(1)'
fi
run rules check no-such-folder
[ "$status" != 0 ] && grep -q no-such-folder out err && ok 'rules check of no folder' ||
	bad 'rules check of no folder' "status $status"
finish
