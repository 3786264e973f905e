#!/usr/bin/env bash
# JSON of list, show and check: one document, keys in their order, numbers as numbers, missing as null; TSV beside it.
. "$TANYA_SOURCE/tests/cli/library.bash"
form=$forms/first.yaml
if ! command -v jq >/dev/null; then
	echo "SKIP jq"
	exit 0
fi
cat >rows.csv <<'CSV'
KEY,agrees,name,workers,price,price_unit,price_per,buyers,trade,trade_other,state(since),remark(name),override(workers)
0190aaaa-0000-7000-8000-000000000002,yes,Siti,30,45000,rupiah,kodi,customers stores,other,keris,dont_know,"""quoted""",counted
0190aaaa-0000-7000-8000-000000000001,no,,,,,,,,,,,
CSV
run fill "$form" --from rows.csv
check "two interviews" status_is 0
printf 'agrees\nyes\n' >partial.csv
run fill "$form" --from partial.csv --partial
check "a partial one" status_is 0

jq_is() { # EXPECTED, then jq's words, on `out`
	local expected=$1 got
	shift
	got=$(jq -c "$@" out) || return 1
	[ "$got" = "$expected" ] || { echo "got $got"; return 1; }
}
columns='["id","questionnaire","version","case","status","answered","asked","started","last_change","minutes","title"]'
moment='"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}[+-][0-9]{2}:[0-9]{2}$"'

# ---- list ----
run list --status all --format json
check "list: one document" jq_is 1 -s length
check "list: keys in order" jq_is "$columns" '[.[] | keys_unsorted] | unique | if length == 1 then .[0] else . end'
check "list: by ID" jq_is true '(map(.id) == (map(.id) | sort)) and length == 3'
check "list: counts and minutes are numbers" jq_is '["number"]' '[.[] | (.answered, .asked, .minutes) | type] | unique'
check "list: what is missing is null" jq_is '[null]' 'map(.case) | unique'
check "list: no title is null" jq_is null '.[0].title'
check "list: times as in the journal" jq_is true "all(.[]; (.started | test($moment)) and (.last_change | test($moment)))"
cp out all.json
run list --status all --format tsv
check "list: TSV has the same names" test "$(head -1 out | tr '\t' '\n' | jq -Rs -c 'split("\n")[:-1]')" = "$columns"
check "list: TSV says the same" test "$(tail -n +2 out | cut -f1-9,11)" = \
	"$(jq -r '.[] | del(.minutes) | [.[] | if . == null then "" else . end] | @tsv' all.json)"
for wanted in partial complete closed; do
	run list --status $wanted --format json
	check "list: only $wanted ones" jq_is true "all(.[]; .status == \"$wanted\")"
done

# ---- show ----
run show 0190aaaa-0000-7000-8000-000000000002 --format json
check "show: one document" jq_is 1 -s length
check "show: the fields of list, then answers" jq_is "${columns%]},\"answers\"]" keys_unsorted
check "show: the same values as list" test "$(jq -c 'del(.answers)' out)" = "$(jq -c '.[1]' all.json)"
check "show: keys of an answer in order" jq_is '["path","number","label","type","state","value","text","remark","override"]' \
	'[.answers[] | keys_unsorted] | unique | if length == 1 then .[0] else . end'
check "show: all questions in order" jq_is \
	'["agrees","name","trade","since","workers","price","buyers","consignment","satisfied","remarks"]' '.answers | map(.path)'
answer() { check "show: $1" jq_is "$3" ".answers[] | select(.path == \"$2\") | [.number, .type, .state, .value, .text]"; }
answer "one choice" agrees '["1","select_one","answered","yes","Yes"]'
answer "a text" name '["2.1","text","answered","Siti","Siti"]'
answer "another choice" trade '["2.2","select_one","answered","other","keris"]'
answer "a state" since '["2.3","date","dont_know",null,null]'
answer "a number" workers '["2.4","integer","answered",30,"30"]'
answer "a quantity" price '["2.5","quantity","answered",45000,"45,000 rupiah per kodi (20)"]'
answer "many choices" buyers '["2.6","select_multiple","answered",["customers","stores"],"Customers, Stores"]'
answer "an empty one" consignment '["2.7","select_one","unanswered",null,null]'
check "show: a remark" jq_is '"\"quoted\""' '.answers[1].remark'
check "show: an override" jq_is '{"check":1,"reason":"other","text":"counted"}' '.answers[4].override'
check "show: labels pipe" jq_is '"What do you make, Siti?"' '.answers[2].label'
run show 0190aaaa-0000-7000-8000-000000000002 --format json --language id
check "show: in the other language" jq_is '["Berapa harga jualnya?","45.000 rupiah per kodi (20)"]' '.answers[5] | [.label, .text]'
run show 0190aaaa-0000-7000-8000-000000000001 --format json
check "show: what is not asked, too" jq_is '["not_asked",null]' '.answers[1] | [.state, .value]'
cat >derived.yaml <<'YAML'
tanya: 1
id: derived
version: "1"
title: Derived
survey:
  - {name: a, type: integer}
  - {name: secret, type: hidden, default: "s"}
  - {name: twice, type: calculate, calculation: "${a} * 2"}
  - {name: nothing, type: calculate, calculation: "number('x')"}
  - {name: words, type: calculate, calculation: "concat(${a}, '!')"}
  - {name: day, type: date, default: "2026-11-24"}
  - {name: names, type: list}
  - {repeat: rows, children: [{name: part, type: decimal}]}
YAML
printf 'a,names,rows[1]/part\n2,"Ani\nBudi",0.10\n' >derived.csv
run fill derived.yaml --from derived.csv
run show "$(cut -f2 out)" --format json
check "show: calculations and hidden ones, values as in the journal" jq_is \
	'[["a",2],["secret","s"],["twice",4],["nothing",""],["words","2!"],["day","2026-11-24"],["names",[{"id":1,"text":"Ani"},{"id":2,"text":"Budi"}]],["rows[1]/part",0.1]]' \
	'.answers | map([.path, .value])'
check "show: what has no number" jq_is '[null,null]' '.answers[1:3] | map(.number)'

# ---- check ----
run check --format json "$form"
check "check: nothing wrong is an empty array" out_is "[]"
cat >wrong.yaml <<'YAML'
tanya: 1
id: wrong
version: "1"
title: Wrong
survey:
  - {name: a, type: integr}
  - {name: A, type: text, relevant: "${b} = 1"}
  - {name: mail, type: email}
YAML
run check --format json wrong.yaml
check "check: status" status_is 1
check "check: one document" jq_is 1 -s length
check "check: keys in order" jq_is '["file","line","column","severity","code","message","cure","related"]' \
	'[.[] | keys_unsorted] | unique | if length == 1 then .[0] else . end'
check "check: each mistake" jq_is '["unknown-type","duplicate-name","unknown-name","stays-empty"]' 'map(.code)'
check "check: severities" jq_is '["error","error","error","note"]' 'map(.severity)'
check "check: places" jq_is '["wrong.yaml",6,21]' '.[0] | [.file, .line, .column]'
check "check: keys of what is related" jq_is '["file","line","column","message"]' \
	'.[] | select(.code == "duplicate-name") | .related[0] | keys_unsorted'
check "check: the first place is related" jq_is 6 '.[] | select(.code == "duplicate-name") | .related[0].line'
cp out check.json
run check wrong.yaml
check "check: text says the same" test "$(grep -c 'wrong.yaml' out)" = "$(jq 'length + (map(.related | length) | add)' check.json)"
check "check: text is FILE:LINE:COLUMN: severity[CODE]: what; cure" bash -c \
	"! grep -vE '^wrong\.yaml:[0-9]+:[0-9]+: (error|note)\[[a-z-]+\]: .+' out"
check "check: nothing on standard error" test ! -s err
