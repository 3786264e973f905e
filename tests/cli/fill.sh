#!/usr/bin/env bash
# fill, list, show, export, close, reopen, verify, repair on real files.
. "$TANYA_SOURCE/tests/cli/library.bash"
form=$forms/first.yaml
cat >good.csv <<'CSV'
agrees,name,trade,trade_other,since,workers,price,price_unit,price_per,buyers,consignment,satisfied,remarks,override(workers)
yes,"Siti ""Tini"" Aminah, Ibu",batik,,2010-05,3,45000,rupiah,kodi,customers stores,yes,7,"two
lines",
yes,=1+1,other,keris,2012,30,,,,nobody,,0,,counted them
no,,,,,,,,,,,,,
CSV
run fill "$form" --from good.csv
check "fill of good rows" status_is 0
check "fill tells row, ID, status" grep -qE '^2	[0-9a-f-]{36}	complete$' out
check "three rows went in" test "$(wc -l <out)" = 3
run list --format tsv
check "list has them" test "$(wc -l <out)" = 4
check "list shows the title" out_has 'Siti "Tini" Aminah, Ibu'
id=$(sed -n 2p out | cut -f1)
run list --format json
check "list is JSON" python3 -c 'import json,sys; assert len(json.load(open("out"))) == 3'
run show "$id"
check "show" out_has "What is your name?"
check "show numbers with unit" out_has "45"
run --language id show "$id"
check "show in the other language" out_has "Siapa nama"
run show "$id" --format json
check "show is JSON" python3 -c '
import json
d = json.load(open("out"))
a = {x["path"]: x for x in d["answers"]}
assert a["since"]["value"] == "2010-05", a["since"]
assert a["price"]["value"] == 45000, a["price"]
assert a["buyers"]["value"] == ["customers", "stores"], a["buyers"]
assert a["name"]["state"] == "answered"'
run show "${id: -6}"
check "an ID cut short from its beginning" status_is 0
mkdir results
run export first --output results
check "export" status_is 0
check "export prints its paths" out_has results/first.csv
check "exported CSV is what Python reads" python3 -c '
import csv
rows = sorted(csv.DictReader(open("results/first.csv", newline="")), key=lambda r: ["Si", "=1", ""].index(r["name"][:2]))
assert len(rows) == 3
r = rows[0]
assert r["name"] == "Siti \"Tini\" Aminah, Ibu", r
assert r["remarks"] == "two\nlines", r
assert r["price"] == "45000" and r["price_unit"] == "rupiah" and r["price_per"] == "kodi" and r["price_base"] == "2250", r
assert r["buyers"] == "customers stores" and r["buyers/stores"] == "1" and r["buyers/nobody"] == "0", r
assert rows[1]["trade"] == "other" and rows[1]["trade_other"] == "keris" and rows[1]["name"] == "=1+1"
assert rows[2]["name"] == "" and rows[2]["buyers/stores"] == ""
k = [r["KEY"] for r in rows]; s = sorted(csv.DictReader(open("results/first.states.csv", newline="")), key=lambda r: k.index(r["KEY"]))
assert s[0]["name"] == "a" and s[2]["name"] == "s" and s[0]["KEY"] == r["KEY"]
'
check "remarks hold the override" grep -q 'override' results/first.remarks.csv
check "audit has ODK names" grep -q 'form finalize' results/first.audit.csv
run export first --output results --only data
check "only data" status_is 0
check "only data without audit" test "$(grep -c audit out)" = 0
run export first --format jsonl --output results
check "export jsonl" status_is 0
if command -v jq >/dev/null; then
	check "jq reads the lines" jq -e .KEY results/first.jsonl
	check "jq reads the journals" jq -e .n data/interviews/first/*.jsonl
else
	echo "SKIP jq"
fi
"$TANYA_PROGRAM" --data again fill "$form" --from results/first.csv >out 2>err
status=$?
check "an export goes in again" status_is 0
"$TANYA_PROGRAM" --data again export first --output again.csv >/dev/null 2>&1
check "and comes out the same" python3 -c '
import csv
a, b = (list(csv.DictReader(open(p, newline=""))) for p in ("results/first.csv", "again.csv/first.csv"))
drop = ("device", "started", "completed", "minutes", "enumerator")
strip = lambda rows: [{k: v for k, v in r.items() if k not in drop} for r in rows]
assert strip(a) == strip(b), (strip(a), strip(b))'
"$TANYA_PROGRAM" --data third fill "$form" --from results/first.jsonl >out 2>err
status=$?
check "jsonl goes in again" status_is 0
run fill "$form" --from results/first.csv
check "the same KEY a second time is refused" status_is 1
cat >bad.csv <<'CSV'
agrees,name,workers,trade,remarks
yes,,2,batik,
yes,Ali,0,batik,
yes,Budi,2,nothing,
maybe,Cici,2,batik,
no,Dodi,2,batik,
CSV
run fill "$form" --from bad.csv
check "bad rows are refused" status_is 1
check "nothing of them went in" out_is ""
check "a required one empty is told by row and path" err_has "bad.csv:2: error: name:"
check "a constraint is told" err_has "bad.csv:3: error: workers: You work here too"
check "an unknown choice is told" err_has "bad.csv:4: error: trade:"
check "an answer to what is not asked is told" err_has "bad.csv:6: error: name:"
run fill "$form" --from bad.csv --partial
check "partial rows go in as partial" grep -q partial out
printf 'agrees,nonsense\nyes,1\n' >header.csv
run fill "$form" --from header.csv
check "an unknown header: nothing goes in" status_is 1
check "an unknown header is told" err_has "nonsense"
: >empty.csv
run fill "$form" --from empty.csv
check "no header at all is not so" status_is 1
printf 'agrees,name\nyes,"open\nno,\n' >quote.csv
run fill "$form" --from quote.csv
check "wrong quoting is told" status_is 1
{ echo agrees,name; for i in $(seq 1000); do echo "maybe,x$i"; done; } >thousand.csv
run fill "$form" --from thousand.csv
check "1,000 bad rows are each told" test "$(grep -c error: err)" = 1000
printf '\xef\xbb\xbfagrees\r\nno\r\n' >bom.csv
run fill "$form" --from bom.csv
check "BOM and CRLF are read" status_is 0
run verify
check "everything is whole" status_is 0
check "finished ones are sound" out_has "	sound	"
run close "$id" --outcome refused --reason x
check "a finished one cannot be closed" status_is 1
run reopen "$id" --reason "a price was missing"
check "reopen" status_is 0
run list --status partial
check "reopened ones are partial" out_has partial
run close "$id" --outcome nothing --reason x
check "an unknown outcome is not so" status_is 1
run close "$id" --outcome broken_off --reason "rain"
check "close" status_is 0
run list --status closed --format tsv
check "closed ones are listed so" out_has "$id"
run list
check "the table leaves closed ones out" test "$(grep -c "${id: -6}" out)" = 0
journal=data/interviews/first/$id.jsonl
cp "$journal" kept
sed -i '3s/./X/' "$journal"
run verify "$id"
check "damage is told" status_is 1
check "damage is called so" out_has damaged
run repair "$id"
check "repair" status_is 0
check "the damaged file is kept" test -e "data/interviews/first/$id.damaged"
run verify "$id"
check "what was repaired is whole" status_is 0
cp kept "$journal"
printf '{"n":99,"at":"20' >>"$journal"
run verify "$id"
check "a torn end is told" out_has torn
printf '' >"$journal"
run repair "$id"
check "a journal without a whole line has nothing to repair" err_has "nothing to keep"
run list
check "a journal that cannot be read has no time" test "$(grep -c 1970 out)" = 0
check "a journal that cannot be read is listed" out_has "${id: -6}"
run list --format json
check "its times are null" out_has '"last_change":null'
# As a later program would write it: a higher format, and the chain that belongs to it.
start=$(printf %s "$id" | sha256sum | cut -c1-16)
body=$(sed -n '1s/"format":1/"format":2/; 1s/,"chain":"[0-9a-f]*"}$//p' kept)
printf '%s,"chain":"%s"}\n' "$body" "$(printf %s "$start$body" | sha256sum | cut -c1-16)" >"$journal"
cp "$journal" newer
why="the journal has format 2, this version of tanya reads up to 1"
run show "$id"
check "a newer format is shown" status_is 0
check "a newer format: show says why it is not whole" err_has "warning[not-whole]: $why"
run close "$id" --outcome refused --reason x
check "a newer format is not changed: the exit" status_is 1
check "a newer format: close says why" err_has "error[read-only]: interview $id cannot be changed: $why"
check "a newer format stays as it was" cmp newer "$journal"
cp kept "$journal"
chmod -R a-w data
run list
check "a read-only data directory can be read" status_is 0
chmod -R u+w data
