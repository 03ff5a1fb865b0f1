#!/bin/sh
# SPDX-License-Identifier: MIT
# JSON Lines: fields, names, and lines that are broken.
. "$(dirname "$0")/common"

cat > a.jsonl <<'LINES'
{"id":"first","text":"It grew 25%."}
{"text":"它增长了25%。","lang":"zh","reference":"2024-05-27"}

{"id":7,"text":"5 km\nand 6 km","more":{"deep":[1,2]}}
LINES
run a.jsonl
expect 'good lines' 0
has 'an id' '"doc":"first"'
has 'an id that is a number' '"doc":"7"'
has 'no id: input and line' '"doc":"a.jsonl:2"'
has 'offsets are those of the text' '"text":"6 km","start":9,"end":13,"line":2,"column":5'
cp a.jsonl a.ndjson
run a.ndjson
[ "$(grep -c . out)" -ge 4 ] && ok '.ndjson' || bad '.ndjson' "$(head -n 2 out)"
timeout 60 "$aver" --from jsonl < a.jsonl > out 2> err
has '--from jsonl' '"doc":"-:2"'
run --from text a.jsonl
has '--from text' '"doc":"a.jsonl"'

echo '{"key":"x","body":"It grew 25%."}' > b.jsonl
run --text-field body --id-field key b.jsonl
expect '--text-field and --id-field' 0
has 'the id field' '"doc":"x"'
printf '\357\273\277{"id":"bom","text":"5 km"}' > c.jsonl
run c.jsonl
expect 'a byte order mark, no newline at the end' 0
has 'its record' '"doc":"bom"'
printf '{"id":"n","text":"a\\u0000 5 km \\ud83d\\ude00 6 km"}\r\n' > d.jsonl
run d.jsonl
expect 'NUL and surrogates as escapes' 0
has 'offsets behind them' '"text":"6 km","start":13,"end":17'

cat > e.jsonl <<'LINES'
{"id":"1","text":"5 km"}
{"id":"2","text":"5 km"
{"id":"3"}
{"id":"4","text":5}
["5 km"]
"5 km"
{"id":{},"text":"5 km"}
{"id":"8","text":"5 km","reference":"yesterday"}
{"id":"9","text":"6 km"}
LINES
printf '{"id":"10","text":"\377 5 km"}\n' >> e.jsonl
run e.jsonl
expect 'broken lines' 1 'e.jsonl:2: the line is not JSON'
for line in '3: .*"text" is missing' '4: .*"text" is not a string' '5: .*no object' \
	'6: .*no object' '7: .*"id"' '8: .*2024-05-27' '10: .*not JSON'; do
	has "line $line" "e.jsonl:$line" err
done
[ "$(grep -c . out)" = 2 ] && ok 'the good lines are done' || bad 'the good lines are done' "$(cat out)"
run --errors errors e.jsonl
[ "$(grep -c . errors)" = 8 ] && [ ! -s err ] && ok '--errors' || bad '--errors' "$(cat errors err)"
has '--errors has line and id' '"doc":"8","line":8.*"failed":true' errors
if python3 -c 'import json
for line in open("errors"): json.loads(line)["reason"]' 2> err; then ok '--errors is JSON'
else bad '--errors is JSON' "$(tail -n 1 err)"; fi

python3 - <<'PYTHON'
import json, os
share = int(os.environ['AVER_TEST_SHARE'])
good = json.dumps({'id': 'good', 'text': 'It grew 25%.'}) + '\n'
deep = '{"text":' + '[' * 10000 + ']' * 10000 + '}\n'
long = json.dumps({'id': 'long', 'text': 'It grew 25%. ' * 900000}) + '\n'
book = json.dumps({'id': 'book', 'text': 'It grew 25%.\n' * (300000 // share)}) + '\n'
open('long.jsonl', 'w').write(good + deep + long + book + good)
PYTHON
run -j 2 long.jsonl
expect 'a line too deep and a line too long' 1 'long.jsonl:3: the line is longer than'
has 'the deep one' 'long.jsonl:2: .*depth' err
[ "$(grep -c '"doc":"good"' out)" = 2 ] && ok 'lines around them' || bad 'lines around them' x
[ "$(grep -c '"doc":"book"' out)" = $((300000 / share)) ] && ok 'a text of many blocks' ||
	bad 'a text of many blocks' "$(grep -c '"doc":"book"' out)"
python3 - <<'PYTHON'
import json, os
share = int(os.environ['AVER_TEST_SHARE'])
def line(size, id):
    record = json.dumps({'id': id, 'text': ''})
    return json.dumps({'id': id, 'text': 'x' * (size - len(record))}) + '\n'
most = 8 * 1024 * 1024
short = json.dumps({'id': 'short', 'text': '5 km'}) + '\n'
with open('limit.jsonl', 'w') as out:
    out.write(short + line(most // share, 'a') + short + line(most + 1, 'b') + line(3000, 'c'))
    out.write(line(most + 1, 'd') + line(3388608 // share, 'e') + line(most // share, 'f') + short)
    out.write(line(50000000, 'g') + short + line(most + 1, 'h')[:-1])
values = [json.dumps({'id': 'v', 'text': '5 km', 'all': [1] * n}) for n in (65000, 66000)]
marks = json.dumps({'id': 'm', 'text': '6 km', 'all': ['[,{\\"'] * 20000})
open('values.jsonl', 'w').write('\n'.join(values + [marks]))
PYTHON
run limit.jsonl
expect 'lines that are too long' 1
[ "$(grep -o 'jsonl:[0-9]*' err | tr '\n' ' ')" = 'jsonl:4 jsonl:6 jsonl:10 jsonl:12 ' ] &&
	ok 'the limit of a line is exact' || bad 'the limit of a line is exact' "$(cat err)"
[ "$(grep -c . out)" = 4 ] && ok 'all lines around them' || bad 'all lines around them' "$(cat out)"
run values.jsonl
expect 'a line of too many values' 1 'values.jsonl:2: .*more than 65536 JSON values'
[ "$(grep -c . out)" = 2 ] && ok 'marks inside of strings do not count' ||
	bad 'marks inside of strings do not count' "$(cat out)"
run --encoding GB18030 a.jsonl
expect 'an encoding for JSON Lines' 1 'always UTF-8'
finish
