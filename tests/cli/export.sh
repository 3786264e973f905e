#!/usr/bin/env bash
# export: the same bytes whatever the locale and zone, read by Python's csv and by jq; damage is told, the rest goes out.
. "$TANYA_SOURCE/tests/cli/library.bash"
form=$forms/first.yaml
cat >rows.csv <<'CSV'
KEY,agrees,name,trade,since,workers,price,price_unit,price_per,buyers,consignment,satisfied,remarks,remark(name)
0190163d-8694-739b-aea5-966c26f8ad91,yes,"Siti ""Tini"" Aminah, Ibu",batik,2010-05,3,45000.5,rupiah,kodi,customers stores,yes,7,"two
lines",said so
0190163d-8694-739b-aea5-966c26f8ad92,yes,Ümit İpek,batik,2012,2,0.1,rupiah,kodi,nobody,,0,,
0190163d-8694-739b-aea5-966c26f8ad93,yes,"a;b	c",batik,,2,1000000,rupiah,kodi,stores,yes,7,"'=1+1",
CSV
run fill "$form" --from rows.csv
check "rows go in" status_is 0
run export first --output plain
check "they go out" status_is 0

# A real German locale where its sources are there; elsewhere its name alone.
locales=$work/locales
mkdir "$locales"
localedef -i de_DE -f UTF-8 "$locales/de_DE.UTF-8" 2>/dev/null
same_under() { # VARIABLE=VALUE…
	env "$@" LOCPATH="$locales" "$TANYA_PROGRAM" export first --output "other" >"$work/out" 2>"$work/err" &&
		env "$@" LOCPATH="$locales" "$TANYA_PROGRAM" export first --format jsonl --output "other" >"$work/out" 2>&1 &&
		diff -r plain other
	local same=$?
	rm -rf other
	return $same
}
run export first --format jsonl --output plain
check "jsonl too" status_is 0
check "the same bytes in another zone" same_under TZ=America/New_York
check "the same bytes in a zone without a name" same_under TZ=XYZ-5:45
check "the same bytes under C" same_under LC_ALL=C
check "the same bytes under German" same_under LC_ALL=de_DE.UTF-8
check "the same bytes under German numbers" same_under LC_ALL= LC_NUMERIC=de_DE.UTF-8 LC_COLLATE=de_DE.UTF-8
check "the same bytes under a locale that is not there" same_under LC_ALL=xx_XX LANGUAGE=id

check "Python's csv reads every file" python3 -c '
import csv, glob
files = sorted(glob.glob("plain/*.csv"))
assert len(files) == 4, files
for path in files:
    rows = list(csv.reader(open(path, newline="", encoding="utf-8"), strict=True))
    assert len({len(row) for row in rows}) == 1, path
    assert len({name for name in rows[0]}) == len(rows[0]), path
rows = list(csv.DictReader(open("plain/first.csv", newline="", encoding="utf-8")))
assert [r["KEY"][-2:] for r in rows] == ["91", "92", "93"]
assert [r["price"] for r in rows] == ["45000.5", "0.1", "1000000"]
assert [r["name"] for r in rows] == ["Siti \"Tini\" Aminah, Ibu", "Ümit İpek", "a;b\tc"]
assert rows[0]["remarks"] == "two\nlines" and rows[2]["remarks"] == "\x27=1+1"
assert rows[0]["started"].endswith("+07:00")'
if command -v jq >/dev/null; then
	check "jq reads the lines" jq -es '
		map(.answers.name) == ["Siti \"Tini\" Aminah, Ibu", "Ümit İpek", "a;b\tc"] and
		map(.answers.price.v) == [45000.5, 0.1, 1000000] and .[0].remarks.name == "said so"' plain/first.jsonl
else
	echo "SKIP jq"
fi

# --only data reads last lines, the whole export replays: the same data.
run export first --only data --output data-only
check "only data" status_is 0
check "only data has the data of a whole export" diff <(cat plain/first.csv plain/first.states.csv) \
	<(cat data-only/first.csv data-only/first.states.csv)
check "only data has nothing else" test "$(ls data-only | wc -l)" = 2

# Damage anywhere in a journal, also where no answer stands, is told; the others go out.
journal=data/interviews/first/0190163d-8694-739b-aea5-966c26f8ad92.jsonl
cp "$journal" kept
for line in 1 3 '$'; do
	cp kept "$journal"
	sed -i "$line s/\"ms\":/\"ms\":1/" "$journal"
	for only in "" "--only data"; do
		# shellcheck disable=SC2086
		run export first $only --output hurt
		check "damage in line $line is 1${only:+ with $only}" status_is 1
		check "damage in line $line is told${only:+ with $only}" err_has "damaged"
		check "damage in line $line names the file${only:+ with $only}" err_has "26f8ad92.jsonl"
		check "damage in line $line names the cure${only:+ with $only}" err_has "tanya repair"
		check "damage in line $line keeps no other back${only:+ with $only}" test "$(grep -c '26f8ad9[13],' hurt/first.csv)" = 2
		check "damage in line $line lets nothing doubtful out${only:+ with $only}" test "$(grep -c 26f8ad92 hurt/first.csv)" = 0
		check "paths are printed all the same${only:+, $only}, line $line" out_has hurt/first.csv
	done
done
cp kept "$journal"
printf '{"n":99,"at":"20' >>"$journal"
run export first --only data --output torn
check "a torn end is no damage" status_is 0
check "what was complete before the torn end goes out" test "$(grep -c 26f8ad92 torn/first.csv)" = 1
cp kept "$journal"

# What cannot take its name leaves nothing.
mkdir blocked blocked/first.states.csv
run export first --only data --output blocked
check "a file that cannot be replaced is the system's" status_is 3
check "and no other file takes its name" test ! -e blocked/first.csv
check "no half of a file is left" test -z "$(find blocked -name '*.tmp-*')"

# ---- why a cell is empty: a letter for each of the six states, choices and texts beside them too ----
cat >six.yaml <<'FORM'
tanya: 1
id: six
version: "1"
title: Six
states: [dont_know, refused, not_applicable]
choices:
  colours: [{name: red, label: Red}, {name: blue, label: Blue}]
survey:
  - {name: given, type: text, label: G}
  - {name: unknown, type: integer, label: U}
  - {name: withheld, type: select_multiple colours or_other, label: W}
  - {name: beside, type: select_one colours, label: B}
  - {name: left, type: text, label: L}
  - {name: skipped, type: text, label: S, relevant: "${given} = ''"}
FORM
printf 'given,state(unknown),state(withheld),state(beside)\nx,dont_know,refused,not_applicable\n' >six.csv
run fill six.yaml --from six.csv
check "six states go in" status_is 0
run export six --output six
check "six states go out" status_is 0
check "a letter for each state" python3 -c '
import csv
row = next(csv.DictReader(open("six/six.states.csv", newline="")))
data = next(csv.DictReader(open("six/six.csv", newline="")))
assert list(row) == list(data)
want = {"given": "a", "unknown": "d", "withheld": "r", "withheld/red": "r", "withheld/blue": "r", "withheld_other": "r", "beside": "n", "left": "u", "skipped": "s"}
assert {name: row[name] for name in want} == want, row
assert all(data[name] == "" for name in want if name != "given"), data'
