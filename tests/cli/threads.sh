#!/bin/sh
# SPDX-License-Identifier: MIT
# The same input gives the same bytes: any number of jobs, file or stream, fed whole or in
# drops.
. "$(dirname "$0")/common"

python3 - <<'PYTHON'
import json, os, random
share = int(os.environ['AVER_TEST_SHARE'])
random.seed(7)
parts = ['公司去年收入增长%d%%，', 'Revenue grew %d percent. ', '约%d万张显卡。', '（%d人）',
         'He said “it cost $%d million”. ']
def paragraph():
    turn = random.choice(['徐冰：', 'Anna: ', '', '', '', ''])
    return turn + ''.join(random.choice(parts) % random.randint(1, 9999)
                          for _ in range(random.randint(1, 40)))
text = ''
while len(text) < 900000 // share:
    text += paragraph() + random.choice(['\n', '\n\n', '\r\n'])
open('big.txt', 'w', newline='').write(text)
for i in range(300 // share):
    open('small%03d.txt' % i, 'w').write(paragraph())
with open('many.jsonl', 'w') as out:
    for i in range(3000 // share):
        line = json.dumps({'id': str(i), 'text': paragraph()}, ensure_ascii=i % 2 == 0)
        out.write(line[:-9] if i % 500 == 3 else line)
        out.write('\n')
PYTHON

for input in big.txt many.jsonl 'small*.txt' 'big.txt many.jsonl small001.txt missing.txt big.txt'; do
	# shellcheck disable=SC2086
	{
		run -j 1 $input; cp out out1; cp err err1; was=$status
		for jobs in 2 8; do
			run -j $jobs $input
			same "$input: records with $jobs jobs" out1 out
			same "$input: messages with $jobs jobs" err1 err
			[ $status = "$was" ] || bad "$input: status with $jobs jobs" "$status, not $was"
		done
	}
done
run big.txt
spans 'spans over all blocks' big.txt
cp out file
cat big.txt | timeout 60 "$aver" -j 4 > stream 2> err
strip() { sed 's/"doc":"[^"]*","id":"[^"]*"//' "$1"; }
strip file > file1
strip stream > stream1
same 'a stream and a file' file1 stream1
python3 -c '
import sys, time
data = open("big.txt", "rb").read()
at = 0
for i in range(10000):
    size = (i * 7919) % 400 + 1
    sys.stdout.buffer.write(data[at:at + size])
    sys.stdout.buffer.flush()
    at += size
sys.stdout.buffer.write(data[at:])' | timeout 100 "$aver" -j 2 > dropped 2> err
strip dropped > dropped1
same 'fed in drops' file1 dropped1

# A stream gives what is done without waiting for more of it.
for i in $(seq "$share"); do cat big.txt; done > blocks.txt
( cat blocks.txt; while [ ! -e enough ]; do sleep 0.1; done ) |
	timeout 60 "$aver" -j 2 > early 2> err &
for i in $(seq 300); do
	[ -s early ] && break
	sleep 0.1
done
[ -s early ] && ok 'a slow stream gives what it has' || bad 'a slow stream gives what it has' nothing
touch enough
wait

finish
