#!/bin/sh
# SPDX-License-Identifier: MIT
# Other encodings: offsets are those of the original bytes, by name, by mark, by detection.
. "$(dirname "$0")/common"

cat > zh.txt <<'TEXT'
公司去年的收入增长了25%，达到约3000万元。
“我们有4.5万张显卡”，他说。其中约百分之十是新的。
距离为12公里，气温是零下5摄氏度，价格上涨了三成。
TEXT
cat > hant.txt <<'TEXT'
公司去年的收入成長了25%，達到約3000萬元。
我們有4.5萬張顯卡，其中約百分之十是新的。
距離為12公里，價格上漲了三成。
TEXT
printf 'Le café coûte 5 km… “It grew 25%%” for €3.5 million.\nDas Gerät wiegt 12 kg.\n' > latin.txt

unplaced() { # unplaced FILE: its records but for where they stand
	sed 's/"doc":"[^"]*","id":"[^"]*"//; s/"\(start\|end\)":[0-9]*//g' "$1"
}
check() { # check NAME UTF8-FILE ICONV-NAME PYTHON-NAME [OPTIONS…]
	name=$1 from=$2 iconv=$3 python=$4
	shift 4
	iconv -f UTF-8 -t "$iconv" "$from" > encoded.txt || { bad "$name" 'iconv'; return; }
	if [ ! -e "$from.wanted" ]; then
		run "$from"
		unplaced out > "$from.wanted"
	fi
	run "$@" encoded.txt
	expect "$name" 0
	spans "$name: spans" encoded.txt "$python"
	unplaced out > got
	same "$name: the same records" "$from.wanted" got
}
check 'GB18030 by name' zh.txt GB18030 gb18030 --encoding GB18030
check 'GB18030 detected' zh.txt GB18030 gb18030
check 'GBK by name' zh.txt GBK gbk --encoding GBK
check 'Big5 by name' hant.txt BIG5 big5 --encoding Big5
check 'Big5 detected' hant.txt BIG5 big5
check 'UTF-16LE by name' zh.txt UTF-16LE utf-16-le --encoding UTF-16LE
check 'UTF-16BE by name' zh.txt UTF-16BE utf-16-be --encoding utf-16be
check 'UTF-32LE by name' zh.txt UTF-32LE utf-32-le --encoding UTF-32LE
check 'UTF-16LE detected' latin.txt UTF-16LE utf-16-le
check 'Windows-1252 by name' latin.txt WINDOWS-1252 cp1252 --encoding windows-1252
check 'UTF-8 by name' zh.txt UTF-8 utf-8 --encoding UTF-8

run encoded.txt
iconv -f UTF-8 -t GB18030 zh.txt > gb.txt
run gb.txt
expect 'a guess is told' 0 'note: .*taken for GB18030'
run -q gb.txt
[ ! -s err ] && ok 'quiet leaves it out' || bad 'quiet leaves it out' "$(cat err)"

for kind in 'UTF-16LE \377\376 utf-16-le' 'UTF-16BE \376\377 utf-16-be' \
	'UTF-8 \357\273\277 utf-8' 'UTF-32LE \377\376\000\000 utf-32-le'; do
	# shellcheck disable=SC2086
	set -- $kind
	{ printf "$2"; iconv -f UTF-8 -t "$1" zh.txt; } > mark.txt
	run mark.txt
	expect "$1 with a mark" 0
	spans "$1 with a mark: spans" mark.txt "$3"
	[ ! -s err ] && ok "$1 with a mark is no guess" || bad "$1 with a mark is no guess" "$(cat err)"
done

# Long documents are cut into blocks: never inside a character, offsets run on.
python3 - <<'PYTHON'
import os
share = int(os.environ['AVER_TEST_SHARE'])
lines = open('zh.txt', encoding='utf-8').read()
text = lines * (4000 // share)
for encoding in 'gb18030', 'utf-16-le', 'utf-16-be':
    open('long-%s.txt' % encoding, 'wb').write(text.encode(encoding))
# an hour of ASCII first, then the rest: what it is shows late
open('late.txt', 'wb').write(b'It grew 25%.\n' * 30000 + lines.encode('gb18030') * (4000 // share))
# one line, no space in it
open('one-line.txt', 'wb').write((lines.replace('\n', '') * (8000 // share)).encode('gb18030'))
PYTHON
for encoding in gb18030 utf-16-le utf-16-be; do
	run --encoding "$(echo $encoding | sed 's/-\([bl]e\)/\1/')" long-$encoding.txt
	expect "a long document in $encoding" 0
	spans "a long document in $encoding: spans" long-$encoding.txt $encoding
done
run late.txt
expect 'an encoding that shows late' 0 'taken for GB18030'
spans 'an encoding that shows late: spans' late.txt gb18030
run one-line.txt
spans 'one long line in GB18030: spans' one-line.txt gb18030

printf '%s\201 5 km\n' '增长25%' | iconv -f UTF-8 -t GB18030 -c > torn.txt
printf '\240\377 6 km\n' >> torn.txt
run --encoding GB18030 torn.txt
expect 'bytes that are no GB18030' 0 'broken byte'
has 'figures behind them' '"text":"6 km"'
finish
