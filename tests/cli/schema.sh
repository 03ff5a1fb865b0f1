#!/bin/bash
# SPDX-License-Identifier: MIT
# Every record of the samples is valid by include/claim.schema.json, with its fields in the
# schema's order. Needs python3-jsonschema; says so when it is not there.
set -u
cd "$(dirname "$0")/../.." || exit 2
aver=${AVER:-${BUILD:-build}/aver}

python=
for each in python3 /usr/bin/python3; do
	[ -n "$python" ] || ! "$each" -c 'import jsonschema' 2> /dev/null || python=$each
done
if [ -z "$python" ]; then
	echo "ok schema # skip: python3-jsonschema is not installed"
	exit 0
fi

"$aver" --quiet tests/sample.txt $(find tests/golden -name 'in.txt' 2>/dev/null | sort) |
	"$python" -c '
import json, sys, jsonschema
schema = json.load(open("include/claim.schema.json"))
jsonschema.Draft202012Validator.check_schema(schema)
check = jsonschema.Draft202012Validator(schema)
order = list(schema["properties"])
passed = failed = 0
for line in sys.stdin:
    record = json.loads(line)
    wrong = [e.message for e in check.iter_errors(record)]
    places = [order.index(key) for key in record if key in order]
    if places != sorted(places):
        wrong.append("fields in another order")
    for reason in wrong:
        print("not ok schema:", record.get("rule"), record.get("text"), reason)
    passed += not wrong
    failed += bool(wrong)
if not passed:
    print("not ok schema: no records")
print(f"schema: {passed} passed, {failed} failed")
'
