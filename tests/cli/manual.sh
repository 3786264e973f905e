#!/usr/bin/env bash
# What the manual pages say, held against the program: lists against its tables, examples, file formats by other programs.
. "$TANYA_SOURCE/tests/cli/library.bash"
questionnaire=$TANYA_SOURCE/man/tanya-questionnaire.5
interview=$TANYA_SOURCE/man/tanya-interview.5

section() { sed -n "/^\.S[hs] $2\$/,/^\.S[hs] /p" "$1"; } # PAGE TITLE
items() { sed -n 's/^\.It [A-Z][a-z] //p' | sed 's/ Op .*//' | tr ',' '\n' | awk 'NF { print $1 }' | sort; }
same() { diff <(echo "$1") <(echo "$2"); }

# ---- tanya-questionnaire(5) ----
section "$questionnaire" Example | sed '1,/^\.Bd/d; /^\.Ed/,$d' >example.yaml
run check example.yaml
check "the example is without mistakes" out_is ""
check "the example is the whole of one" test "$(grep -c '^survey:' example.yaml)" = 1
check "all types" same "$(sed -n 's/^X([A-Z_]*, "\([^"]*\)".*/\1/p' "$TANYA_SOURCE/include/tanya/question_types.def" | sort)" \
	"$(section "$questionnaire" TYPES | items)"
check "all codes of faults" same "$(sed -n 's/^X("\([^"]*\)".*/\1/p' "$TANYA_SOURCE/src/questionnaire/rules.def" | sort)" \
	"$(section "$questionnaire" DIAGNOSTICS | items)"
check "all functions" same "$(sed -n 's/^FUNCTION([a-z0-9_]*, "\([^"]*\)".*/\1/p' "$TANYA_SOURCE/src/expression/functions.def" | sort)" \
	"$(sed -n 's/^\.It Fn //p' "$questionnaire" | sed 's/, Fn /\n/g' | awk '{ print $1 }' | sort)"
check "all appearances" same \
	"$(sed -n 's/.*{SPAN("\([^"]*\)"), LOOK_.*/\1/p' "$TANYA_SOURCE/src/questionnaire/parameters.c" | { cat; echo columns-N; } | sort)" \
	"$(section "$questionnaire" APPEARANCES | items)"
limit_is_there() { # 64 MiB is (64u << 20) in the header, 2 GiB (2u << 30)
	local number=${1// MiB/u << 20}
	number=${number// GiB/u << 30}
	grep -qE "^#define LIMIT_[A-Z_]+ \(?${number//,/}u?\)? " "$TANYA_SOURCE/include/tanya/base/limits.h"
}
while read -r limit; do
	check "limit $limit" limit_is_there "$limit"
done < <(section "$questionnaire" LIMITS | sed -n 's/^\.It .* Ta \([0-9]\)/\1/p' | sed 's/, \([0-9,]*\) deep/\n\1/')
while IFS='|' read -r expression value; do
	run eval --now 2026-11-24T09:30:00+07:00 "$expression"
	check "$expression is $value" out_is "$value"
done <<'CASES'
2 + 3 * 4 = 14 and not(1 > 2)|true
0.1 + 0.2 = 0.3|true
1 = 1.0000000000001|true
number('1970-01-02')|1
'2010' + 1|2011
NULL = ''|true
boolean('false')|true
boolean-from-string('True')|false
coalesce('', 'b', 'c')|b
checklist(1, 2, 1 = 1, 2 = 3)|true
checklist(2, -1, 1 = 1, 2 = 3)|false
weighted-checklist(3, -1, true(), 2, true(), 1)|true
join('-', 'a', 'b')|a-b
substr('abcde', 1, 3)|bc
substr('abcde', -2, 5)|de
substring('abcde', 2, 3)|bcd
translate('abc', 'ab', 'x')|xc
normalize-space('  a   b ')|a b
regex('ab1', '[a-z]+')|false
regex('ab1', '[a-z]+[0-9]')|true
string-length('é€')|2
selected('a b', 'b')|true
selected-at('a b', 1)|b
count-selected('a b c')|3
int(-2.7)|-2
round(-2.5, 0)|-3
round(2.345, 2)|2.35
number('x') + 1|NaN
today()|2026-11-24
format-date('2026-11-24', '%d %n %Y')|24 11 2026
decimal-time('12:00')|0.5
date('2026-02-30')|
last()|1
randomize('x', 1)|x
base64-decode('YWI=')|ab
digest('abc', 'MD5', 'hex')|900150983cd24fb0d6963f7d28e17f72
position(..)|1
CASES
run eval '/data/a'
check "a path is an error" status_is 1
run eval 'instance("x")'
check "instance() is an error" status_is 1

# ---- tanya-interview(5) ----
check "all events" same "$(sed -n 's/^X([A-Z_]*, "\([^"]*\)".*/\1/p' "$TANYA_SOURCE/include/tanya/events.def" | sort)" \
	"$(section "$interview" Events | items)"
check "the audit's events that are a line of their own" same \
	"$(grep -oE '\{EVENT_[A-Z_]+, "[a-z ]+"' "$TANYA_SOURCE/src/export/audit.c" | sed 's/{EVENT_\([A-Z_]*\), "\(.*\)"/\L\1\E: \2/' | sort)" \
	"$(section "$interview" AUDIT | sed -n 's/^\.It \(.*\) Ta \([a-z ]*\)$/\1:\2/p' | while IFS=: read -r kinds name; do
		for kind in ${kinds//,/ }; do echo "$kind: $name"; done
	done | grep -v ': question$' | sort)"
if ! command -v python3 >/dev/null; then
	echo "SKIP python3"
	exit 0
fi
cp -r "$forms" forms
export TANYA_DATA=$work/data
cat >rows.csv <<'CSV'
KEY,agrees,name,since,workers,price,price_unit,price_per,buyers,trade,trade_other,satisfied,remark(name),override(workers)
0190aaaa-0000-7000-8000-000000000001,yes,Siti,2010-05,30,0.10,rupiah,kodi,stores customers,other,keris,7,"""quoted""",counted
CSV
run fill forms/first.yaml --from rows.csv --enumerator Ani
check "an interview" status_is 0
run export first --output results
run export first --output results --format jsonl
check "its export" status_is 0
check "modes are 0700 and 0600" test -z "$(find data -type d ! -perm 0700 -o -type f ! -perm 0600)"
pinned=$(ls data/questionnaires)
check "the folder is named by the hash of MANIFEST" test "$(sha256sum <"data/questionnaires/$pinned/MANIFEST" | cut -d' ' -f1)" = "$pinned"
check "sha256sum reads MANIFEST" bash -c "cd data/questionnaires/$pinned && sha256sum -c --quiet --strict MANIFEST"
check "what is pinned is the form byte for byte" cmp forms/first.yaml "data/questionnaires/$pinned/first.yaml"

cat >journal.py <<'PYTHON'
import hashlib, json, re
ID = "0190aaaa-0000-7000-8000-000000000001"
raw = open(f"data/interviews/first/{ID}.jsonl", "rb").read()
lines = raw.split(b"\n")
assert lines[-1] == b"" and all(lines[:-1])
chain = hashlib.sha256(ID.encode()).hexdigest()[:16]
events = []
for n, line in enumerate(lines[:-1], 1):
    body, mark, rest = line.rpartition(b',"chain":')
    chain = hashlib.sha256(chain.encode() + body).hexdigest()[:16]
    assert rest == b'"%s"}' % chain.encode(), (n, rest, chain)
    event = json.loads(line)
    assert line == json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode() or b"0.1" in line, line
    assert list(event)[:4] == ["n", "at", "ms", "do"] and list(event)[-1] == "chain" and event["n"] == n, event
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d", event["at"]), event
    events.append(event)
first, last = events[0], events[-1]
assert list(first) == ["n", "at", "ms", "do", "format", "questionnaire", "version", "sha256", "form", "title", "program", "enumerator",
    "device", "host", "user", "pid", "tty", "language", "seed", "chain"], list(first)
assert first["do"] == "open" and first["format"] == 1 and re.fullmatch("[0-9a-f]{16}", first["seed"]) and first["enumerator"] == "Ani"
assert list(last) == ["n", "at", "ms", "do", "summary", "answers", "chain"] and last["do"] == "complete"
assert list(last["summary"]) == ["answered", "asked", "open", "minutes", "title"]
a = last["answers"]
assert a["agrees"] == "yes" and a["trade"] == {"v": "other", "other": "keris"} and a["since"] == "2010-05", a
assert a["price"] == {"v": 0.1, "unit": "rupiah", "per": "kodi"} and a["buyers"] == ["customers", "stores"], a
assert a["consignment"] == {"state": "unanswered"} and a["workers"] == 30 and a["satisfied"] == 7, a
over = [e for e in events if e["do"] == "override"][0]
assert [k for k in over if k in ("q", "check", "v", "message", "reason", "text")] == ["q", "check", "v", "message", "reason", "text"], over
exported = json.loads(open("results/first.jsonl").read())
assert list(exported) == ["KEY", "version", "language", "enumerator", "device", "case", "status", "outcome", "started", "completed", "minutes",
    "answers", "remarks", "overrides"], list(exported)
assert exported["answers"] == a and exported["remarks"] == {"name": '"quoted"'}
assert exported["overrides"] == [{"path": "workers", "check": 1, "reason": "other", "text": "counted"}]
PYTHON
check "journal and JSON lines are as the manual says" python3 journal.py
cat >tables.py <<'PYTHON'
import csv
data, states, remarks, audit = (list(csv.reader(open(f"results/first{part}.csv", newline=""))) for part in ("", ".states", ".remarks", ".audit"))
head = ["KEY", "version", "language", "enumerator", "device", "case", "status", "outcome", "started", "completed", "minutes"]
assert data[0][:11] == head and states[0] == data[0], data[0]
row, why = dict(zip(data[0], data[1])), dict(zip(states[0], states[1]))
assert row["KEY"] == "uuid:0190aaaa-0000-7000-8000-000000000001" and row["price"] == "0.1" and row["price_unit"] == "rupiah"
assert row["buyers"] == "customers stores" and row["buyers/nobody"] == "0" and row["trade_other"] == "keris"
assert why["name"] == "a" and why["consignment"] == "u" and why["buyers/nobody"] == "a" and why["KEY"] == row["KEY"], why
assert remarks[0] == ["KEY", "question", "kind", "text", "at"], remarks[0]
assert sorted((r[1], r[2]) for r in remarks[1:]) == [("name", "quote"), ("workers", "override")], remarks
assert audit[0] == ["KEY", "event", "node", "start", "end", "old-value", "new-value", "user", "change-reason"], audit[0]
assert [r[1] for r in audit[1:]][0] == "form start" and audit[-1][1] == "form finalize", audit
assert {r[1] for r in audit[1:]} == {"form start", "question", "change reason", "form finalize"}, audit
PYTHON
check "CSV files are as the manual says" python3 tables.py

# The generator, made again from what the manual says of it.
cat >random.py <<'PYTHON'
import re, sys
M = (1 << 64) - 1
def mix(x):
    x = (x + 0x9E3779B97F4A7C15) & M
    x = ((x ^ x >> 30) * 0xBF58476D1CE4E5B9) & M
    x = ((x ^ x >> 27) * 0x94D049BB133111EB) & M
    return x ^ x >> 31
def bits(seed, event, node, call):
    return mix(mix(mix(mix(seed) ^ event) ^ node) ^ call)
def number(*four):
    return (bits(*four) >> 11) / 2**53
def shuffle(items, seed):
    state = seed % 2147483647 or 2147483646
    order = [None] * len(items)
    for i in range(len(items)):
        state = state * 16807 % 2147483647
        j = int((state - 1) / 2147483646 * (i + 1))
        order[i] = order[j]
        order[j] = i
    return "".join(items[i] for i in order)
page = open(sys.argv[1]).read()
rows = re.findall(r"^\.It ([0-9a-f]+) Ta ([0-9a-f]+) Ta ([0-9a-f]+) Ta ([0-9a-f]+) Ta (0\.\d+)$", page, re.M)
assert len(rows) == 5
for *four, value in rows:
    assert number(*(int(x, 16) for x in four)) == float(value), (four, value)
assert number(M, M, M, M) == 0.6109374819288379
assert shuffle("ABCDEF", 42) == "AFCBDE" and shuffle("ABCDEF", 1) == "BFEACD"
assert repr(number(1, 1, 0, 0)) == sys.argv[2], (number(1, 1, 0, 0), sys.argv[2])
PYTHON
check "random numbers are as the manual says" python3 random.py "$interview" "$("$TANYA_PROGRAM" eval 'random()')"
