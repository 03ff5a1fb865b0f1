#!/bin/sh
# SPDX-License-Identifier: MIT
# What bad input gets: a message that says where and what, the rest goes on, nothing hangs.
. "$(dirname "$0")/common"

echo 'It grew 25%.' > good.txt
run good.txt
cp out good

: > empty.txt
run empty.txt
expect 'an empty file' 0
[ ! -s out ] && [ ! -s err ] && ok 'an empty file gives nothing' || bad 'an empty file gives nothing' x
printf ' \n\t\n   \n' > spaces.txt
run spaces.txt
expect 'only spaces' 0
printf 'It \0 grew 25%%.\n\0\0\nIt fell 5%%.\n' > nul.txt
run nul.txt
expect 'NUL bytes' 0
has 'NUL bytes hide nothing' '"text":"5%"'
spans 'spans with NUL bytes' nul.txt

printf 'It \377 grew 25%%.\nIt fell \303(5%%.\344\270 7 km\n' > broken.txt
run --encoding UTF-8 broken.txt
expect 'broken UTF-8 is noted' 0 'note: .*broken bytes.*first at byte 3'
has 'broken UTF-8 hides nothing' '"text":"25%","start":10,"end":13'
has 'offsets behind broken UTF-8' '"text":"7 km"'
python3 - <<'PYTHON' && ok 'spans with broken UTF-8' || bad 'spans with broken UTF-8' x
import json
source = open('broken.txt', 'rb').read()
for line in open('out'):
    record = json.loads(line)
    assert source[record['start']:record['end']].decode() == record['text']
PYTHON

python3 - <<'PYTHON'
import os
share = int(os.environ['AVER_TEST_SHARE'])
open('line.txt', 'w').write(('sales rose 25% and then, ' + 'so it is said, ' * 330) * (10000 // share))
open('digits.txt', 'w').write('7' * 1000000)
open('pi.txt', 'w').write('(5 km) 3.' + '1415926535' * 100000 + ' 6 km')
open('unbroken.txt', 'w').write('三万' * 80000)
open('brackets.txt', 'w').write('(' * 10000 + '25%' + ')' * 10000 + '\n' +
                                '「' * 10000 + '25%' + '」' * 10000 + '\n')
open('quotes.txt', 'w').write('He said "it grew 25%.\n“It fell 5%.\n「增长25%。\n\'3 km\n')
PYTHON
run -j 1 line.txt
expect 'a line of 50 MB' 0
[ "$(grep -c '"text":"25%"' out)" = $((10000 / share)) ] && ok 'a line of 50 MB loses nothing' ||
	bad 'a line of 50 MB loses nothing' "$(grep -c '"text":"25%"' out)"
run digits.txt
expect 'a million digits in a row' 0 'digits.txt: note: more than 300 digits.*at byte 0'
[ ! -s out ] && ok 'no part of them is a number' || bad 'no part of them is a number' "$(head -c 200 out)"
run pi.txt
expect 'a million decimals' 0 'pi.txt: note: more than 300 digits.*at byte 7'
[ "$(grep -c . out)" = 2 ] && has 'what stands before and behind them' '"text":"6 km"' ||
	bad 'what stands before and behind them' "$(head -c 300 out)"
run unbroken.txt
expect 'text without any mark to cut at' 0 'note: a sentence of more than 4096 bytes.*was cut'
has 'the place of a cut between blocks' 'note: [0-9]+ bytes without.*at byte [0-9]+ is cut in two' err
spans 'spans of text without any mark' unbroken.txt
run brackets.txt
expect 'ten thousand nested brackets' 0
has 'what is inside nested brackets' '"text":"25%"'
printf 'one (line\n%s' "$(printf '[{(<「『（【%.0s' $(seq 2000))" | tr -d '\n' > open.txt
echo ' 7 km' >> open.txt
run open.txt
expect 'brackets that nothing closes' 0
has 'figures behind them' '"text":"7 km"'
run quotes.txt
expect 'unpaired quotes' 0
has 'figures behind unpaired quotes' '"text":"3 km"'

python3 -c 'open("mostly.txt", "wb").write("公司收入增长了".encode() + b"25%\xe5\xa2, " + "约三成。".encode())'
run mostly.txt
expect 'text that is nearly UTF-8 is UTF-8' 0 '2 broken bytes'

mkdir folder
run good.txt folder good.txt
expect 'a directory' 1 'folder: Is a directory; name the files in it'
cat good good > twice
same 'what stands around a directory is done' twice out
run good.txt missing.txt
expect 'a missing file' 1 'missing.txt: No such file'
same 'what stands beside a missing file is done' good out
run --errors errors good.txt missing.txt
expect 'a missing file and --errors' 1
has 'errors are JSON Lines' '^\{"input":"missing.txt".*"failed":true,"reason":"No such file' errors
echo 5 km > secret.txt
mkdir -p closed/zh
echo '# nothing' > closed/zh/secret.rule
chmod 0 secret.txt closed/zh/secret.rule
# root may read everything, unless that is taken from it
dropped=
[ "$(id -u)" != 0 ] || dropped='setpriv --bounding-set=-dac_override,-dac_read_search'
run_dropped() {
	# shellcheck disable=SC2086
	timeout 120 $dropped "$aver" "$@" > out 2> err
	status=$?
}
if $dropped cat secret.txt > err 2>&1 || ! grep -q 'Permission' err; then
	echo 'ok an unreadable file # skip this user may read everything'
else
	run_dropped secret.txt good.txt
	expect 'an unreadable file' 1 'secret.txt: Permission denied'
	same 'what stands beside an unreadable file is done' good out
	run_dropped --rules closed good.txt
	expect 'an unreadable rule file' 3 'secret.rule: error: can.t read this file: Permission'
	chmod 0 closed
	run_dropped rules check closed
	expect 'an unreadable rule folder' 1 'closed: error: can.t read this folder: Permission'
	chmod 700 closed
fi
if [ -e /proc/self/mem ]; then
	run /proc/self/mem
	expect 'a file that fails when read' 1 'Input/output error'
fi

timeout 60 "$aver" good.txt > /dev/full 2> err
status=$?
expect 'a full disk' 3 'No space left on device'
run -o /dev/full good.txt
expect 'a full disk and -o' 3 'No space left on device'
run --errors /dev/full missing.txt
expect 'a full disk for errors' 3 'No space left on device'
run -o /no/such/folder/x good.txt
expect 'an output that cannot be made' 3 'No such file'
( timeout 60 "$aver" line.txt 2> err; echo $? > status ) | head -n 1 > first
[ ! -s err ] && [ "$(cat status)" != 1 ] && ok 'a closed pipe ends it quietly' ||
	bad 'a closed pipe ends it quietly' "$(cat status err)"
finish
