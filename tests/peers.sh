#!/bin/bash
# SPDX-License-Identifier: MIT
# Measures the program on the suites of its peers and on the founding article, where they
# lie beside the checkout; says so when they do not. Below these marks it fails.
set -u
cd "$(dirname "$0")/.." || exit 2
shared=../shared
aver=${AVER:-build/aver}

if [ ! -f $shared/peers/score.py ]; then
	echo "ok article # skip: there is no $shared/peers"
	echo "ok peers # skip: there is no $shared/peers"
	exit 0
fi

# at_least ROW LABEL WORD MARK: the figure behind the first WORD in ROW is at least MARK.
at_least() {
	local got
	got=$(awk -v word="$3" '{ for (i = 1; i < NF; i++)
		if ($i == word) { print $(i + 1); exit } }' <<< "$1")
	if awk -v got="${got:--1}" -v mark="$4" 'BEGIN { exit !(got >= mark) }'; then
		echo "ok $2 $3 $got (at least $4)"
	else
		echo "not ok $2 $3 ${got:-none} (at least $4)"
	fi
}
no_wrong_spans() {
	case $1 in
	*"spans wrong 0") echo "ok $2 spans wrong 0" ;;
	*) echo "not ok $2: $1" ;;
	esac
}

row=$(python3 $shared/peers/score.py --aver "$aver" \
	--article $shared/article/article.txt $shared/article/gold.jsonl | tail -n 1)
echo "$row"
at_least "$row" article found 97
at_least "$row" article '+unit' 97
at_least "$row" article '+mod' 92
at_least "$row" article prec 92
at_least "$row" article speaker 90
at_least "$row" article concept 70
no_wrong_spans "$row" article
rows=$(python3 $shared/peers/score.py --aver "$aver" $shared/peers/*.jsonl)
echo "$rows"
row=$(grep '^newsquant' <<< "$rows")
at_least "$row" newsquant value 90
at_least "$row" newsquant '+unit' 84
at_least "$row" newsquant '+mod' 84
row=$(tail -n 1 <<< "$rows")
at_least "$row" peers found 75
no_wrong_spans "$row" peers
