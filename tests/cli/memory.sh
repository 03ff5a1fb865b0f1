#!/bin/sh
# SPDX-License-Identifier: MIT
# Peak memory stays under 64 MB, whatever the input is: long, dense with figures, without any
# place to cut it, JSON Lines as long as they may be. No test where memory is watched, which
# needs a multiple of it.
. "$(dirname "$0")/common"

if [ "$share" != 1 ] || ldd "$aver" | grep -q asan; then
	echo 'ok memory # skip: a build that watches memory takes more of it'
	exit 0
fi
cat > make.py <<'PYTHON'
import json, random, sys
random.seed(5)
M = 1000 * 1000
def times(part, size):
    return (part * (size // len(part.encode()) + 1)).encode()
def lines(size, of):
    return b''.join(json.dumps(of(i), ensure_ascii=False).encode() + b'\n' for i in range(size))
inputs = {
    'news': lambda: times('Mills sold 120,000 vans last year; profit fell 12% to $1.2bn, said Lee.\n', 30 * M),
    'prices': lambda: ' '.join('$%d.%02d' % (random.randint(1, 9999), i % 100)
                               for i in range(300000)).encode(),
    'numbers without a space': lambda: times('三万', 3 * M),
    'one line of clauses': lambda: times('25%，约3000万元，', 8 * M),
    'short lines of JSON': lambda: lines(200000, lambda i: {'text': '5 km'}),
    'long lines of JSON': lambda: lines(10, lambda i: {'text': 'It rained all day. ' * 420000}),
    'long lines of JSON, dense': lambda: lines(3, lambda i: {'text': 'It grew 25%. ' * 70000}),
    'lines of many values': lambda: lines(4, lambda i: {'text': '5 km', 'all': [{}] * 2000000}),
    'broken lines': lambda: lines(300000, lambda i: {'text': 5}),
}
sys.stdout.buffer.write(inputs[sys.argv[1]]())
PYTHON
# A process of its own, and small: a child's peak begins with what its parent held.
cat > peak.py <<'PYTHON'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PYTHON
for input in news prices 'numbers without a space' 'one line of clauses' 'short lines of JSON' \
	'long lines of JSON' 'long lines of JSON, dense' 'lines of many values' 'broken lines'; do
	case $input in *lines*) form=jsonl ;; *) form=text ;; esac
	python3 make.py "$input" > input
	peak=$(timeout 300 python3 peak.py "$aver" -q -j 2 --from $form - < input) || peak=99999999
	[ "$peak" -lt 65536 ] && ok "memory: $input ($peak kB)" || bad "memory: $input" "$peak kB"
done
finish
