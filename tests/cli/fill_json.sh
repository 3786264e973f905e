#!/usr/bin/env bash
# fill from JSON lines: what FORM.jsonl may hold goes in and comes out the same; anything else is told by row and member.
. "$TANYA_SOURCE/tests/cli/library.bash"
form=$forms/first.yaml
interviews() { "$TANYA_PROGRAM" list --status all --format tsv | tail -n +2 | wc -l; }

# ---- wrong lines: each is told at its row and path, and nothing of it goes in ----
while IFS='|' read -r what line told; do
	printf '{"answers":{"agrees":"no"}}\n%s\n' "$line" >wrong.jsonl
	before=$(interviews)
	run fill "$form" --from wrong.jsonl --partial
	check "$what: status" status_is 1
	check "$what: told" err_has "wrong.jsonl:2: error: $told"
	check "$what: told once" test "$(grep -c '' err)" = 1
	check "$what: only the sound row went in" test "$(cut -f1,3 out | tr '\t\n' ' ;') $(interviews)" = "1 complete; $((before + 1))"
done <<'CASES'
no JSON|{"answers":|an object as in FORM.jsonl was expected (byte 12)
no object|["agrees"]|an object as in FORM.jsonl was expected
an unknown member of the line|{"answer":{"agrees":"no"}}|answer: no such member; one of KEY, version, language
an unknown member of an answer|{"answers":{"agrees":{"s":"refused"}}}|agrees: s: no such member; one of v, unit, per, other, state, sha256 was expected
an empty answer object|{"answers":{"agrees":{}}}|agrees: v or state was expected
a state of null|{"answers":{"agrees":{"state":null}}}|agrees: v or state was expected
a value of null|{"answers":{"agrees":{"v":null}}}|agrees: v or state was expected
a unit without a value|{"answers":{"agrees":"yes","price":{"unit":"rupiah"}}}|price: v or state was expected
a value and a state|{"answers":{"agrees":{"v":"no","state":"refused"}}}|agrees: a value and the state refused; one of them was expected
an unknown state|{"answers":{"agrees":{"state":"gone"}}}|agrees: no such state
a state that is no text|{"answers":{"agrees":{"state":5}}}|agrees: state: a text was expected
a state that is not allowed|{"answers":{"agrees":{"state":"not_applicable"}}}|agrees: this state is not allowed
a truth value|{"answers":{"agrees":true}}|agrees: a text, a number, an array or an object was expected
a truth value within|{"answers":{"agrees":{"v":false}}}|agrees: v: a text, a number or an array was expected
a unit that is no text|{"answers":{"agrees":"yes","price":{"v":3,"unit":5}}}|price: unit: a text was expected
a unit where there is none|{"answers":{"agrees":"yes","workers":{"v":3,"unit":"rupiah"}}}|workers: it takes no unit
a text beside another choice|{"answers":{"agrees":"yes","trade":{"v":"batik","other":"keris"}}}|trade: the text of another choice beside a choice of the list
an array for one value|{"answers":{"agrees":"yes","workers":[3]}}|workers: one value was expected, not an array
an array of numbers|{"answers":{"agrees":"yes","buyers":[3]}}|buyers: an array of names was expected
a blank in a name|{"answers":{"agrees":"yes","buyers":["customers stores"]}}|buyers: an array of names was expected
an unknown question|{"answers":{"agrees":"no","nonsense":"x"}}|nonsense: no such question or row here
an unknown question without an answer|{"answers":{"agrees":"no","nonsense":null}}|nonsense: no such question or row here
answers that are no object|{"answers":["agrees"]}|answers: an object was expected
a KEY that is no text|{"KEY":5,"answers":{"agrees":"no"}}|KEY: a text was expected
a KEY that is no ID|{"KEY":"5","answers":{"agrees":"no"}}|KEY: 5 is no ID
remarks that are no object|{"answers":{"agrees":"no"},"remarks":["x"]}|remarks: an object was expected
a remark that is no text|{"answers":{"agrees":"no"},"remarks":{"agrees":1}}|agrees: remark: a text was expected
a remark on nothing|{"answers":{"agrees":"no"},"remarks":{"nonsense":"x"}}|nonsense: no such question or row here
overrides that are no array|{"answers":{"agrees":"no"},"overrides":{}}|overrides: an array was expected
an override that is no object|{"answers":{"agrees":"no"},"overrides":[1]}|overrides: an object was expected
an unknown member of an override|{"answers":{"agrees":"no"},"overrides":[{"question":"x"}]}|overrides: question: no such member; one of path, check, reason, text was expected
an override of nothing|{"answers":{"agrees":"no"},"overrides":[{"check":1}]}|overrides: path was expected
a reason that there is not|{"answers":{"agrees":"no"},"overrides":[{"path":"workers","check":1,"reason":"so"}]}|workers: so: no such reason; confirmed, estimate or other was expected
CASES
printf '{"answers":{"agrees":{"s":1},"name":{"t":2}}}\n' >two.jsonl
run fill "$form" --from two.jsonl
check "two wrong members are both told" test "$(grep -c 'no such member' err)" = 2

# ---- what may stand in a line ----
cat >rows.yaml <<'YAML'
tanya: 1
id: rows
version: "1"
title: Rows
choices:
  yes_no: [{name: "yes", label: "Yes"}, {name: "no", label: "No"}]
  goods: [{name: food, label: Food}, {name: cloth, label: Cloth}]
  kilo: [{name: kg, label: kg}]
survey:
  - {name: a, type: integer, states: [dont_know, refused, not_applicable], default: "7", check: [{test: . < 20}, {test: . < 30}]}
  - {name: b, type: select_multiple goods or_other}
  - {name: c, type: rank goods}
  - {name: d, type: list}
  - {name: e, type: quantity kilo}
  - {name: twice, type: calculate, calculation: "${a} * 2"}
  - repeat: people
    children: [{name: age, type: integer, states: [dont_know]}]
YAML
cat >right.jsonl <<'JSONL'
{"answers":{"a":3,"b":["food","cloth"],"c":["cloth","food"],"d":[{"id":1,"text":"one"},{"id":2,"text":"two"}],"e":{"v":0.10,"unit":"kg"},"people":[{"id":"1","label":"Ani"},{"id":2,"label":"Budi"}],"people[1]/age":31,"people[2]/age":{"state":"dont_know"}}}
{"answers":{"a":{"state":"dont_know"},"b":{"v":["food","other"],"other":"salt"},"c":{"state":"unanswered"}}}

{"answers":{"a":{"state":"refused"},"b":"food cloth","twice":14,"people":[]},"remarks":{"a":"said so"}}
{"answers":{"a":{"state":"not_applicable"},"b":null}}
{"answers":{"a":{"state":"unanswered"}}}
{"answers":{}}
{"KEY":null,"case":null,"answers":{"a":{"v":35}},"overrides":[{"path":"a","check":2,"reason":"estimate","text":"about"},{"path":"a","check":1,"reason":"confirmed","text":null}]}
JSONL
run fill rows.yaml --from right.jsonl
check "right lines go in" status_is 0
check "and say nothing on standard error" test ! -s err
check "blank lines are no rows" test "$(cut -f1 out | tr '\n' ' ')" = "1 2 3 4 5 6 7 "
cut -f2 out >ids
answers() { tail -n 1 "data/interviews/rows/$(sed -n "$1p" ids).jsonl" | sed 's/.*"answers"://; s/,"chain".*//'; }
answers_are() { [ "$(answers "$1")" = "$2" ] || { answers "$1"; return 1; }; }
none='{"state":"unanswered"}'
check "values, rows and their states" answers_are 1 \
	'{"a":3,"b":["food","cloth"],"c":["cloth","food"],"d":[{"id":1,"text":"one"},{"id":2,"text":"two"}],"e":{"v":0.1,"unit":"kg"},"twice":6,"people":[{"id":"1","label":"Ani"},{"id":"2","label":"Budi"}],"people[1]/age":31,"people[2]/age":{"state":"dont_know"}}'
check "the state don't know" answers_are 2 \
	"{\"a\":{\"state\":\"dont_know\"},\"b\":{\"v\":[\"food\",\"other\"],\"other\":\"salt\"},\"c\":$none,\"d\":$none,\"e\":$none,\"twice\":\"\",\"people\":[]}"
check "the state refused" answers_are 3 \
	"{\"a\":{\"state\":\"refused\"},\"b\":[\"food\",\"cloth\"],\"c\":$none,\"d\":$none,\"e\":$none,\"twice\":\"\",\"people\":[]}"
check "the state not applicable" answers_are 4 \
	"{\"a\":{\"state\":\"not_applicable\"},\"b\":$none,\"c\":$none,\"d\":$none,\"e\":$none,\"twice\":\"\",\"people\":[]}"
check "unanswered takes a default away" answers_are 5 "{\"a\":$none,\"b\":$none,\"c\":$none,\"d\":$none,\"e\":$none,\"twice\":\"\",\"people\":[]}"
check "an absent answer leaves a default standing" answers_are 6 \
	"{\"a\":7,\"b\":$none,\"c\":$none,\"d\":$none,\"e\":$none,\"twice\":14,\"people\":[]}"
check "overrides keep their checks, reasons and texts" test \
	"$(grep -ao '"check":.,\|"reason":"[a-z]*"\(,"text":"[a-z]*"\)\?' "data/interviews/rows/$(sed -n 7p ids).jsonl" | tr -d '\n')" = \
	'"check":1,"reason":"confirmed""check":2,"reason":"estimate","text":"about"'

# ---- there and back ----
run export rows --format jsonl
run --data again fill rows.yaml --from rows.jsonl
check "an export goes in again" status_is 0
mv rows.jsonl first.jsonl
run --data again export rows --format jsonl
strip() { sed 's/"\(device\|started\|completed\)":"[^"]*"//g; s/"minutes":[0-9.]*//' "$1"; }
check "and comes out the same" diff <(strip first.jsonl) <(strip rows.jsonl)

# ---- the same in CSV ----
while IFS='|' read -r what header cells told; do
	printf '%s\n%s\n' "$header" "$cells" >wrong.csv
	run --data csv fill "$form" --from wrong.csv --partial
	check "$what: status" status_is 1
	check "$what: told" err_has "wrong.csv:2: error: $told"
	check "$what: nothing went in" out_is ""
done <<'CASES'
a value and a state in CSV|agrees,state(agrees)|no,refused|agrees: a value and the state refused; one of them was expected
a text of another choice alone in CSV|agrees,trade_other|yes,keris|trade: the text of another choice beside a choice of the list
CASES
printf 'agrees,state(agrees),name,price_unit\nyes,answered,Ani,rupiah\n' >right.csv
run --data csv fill "$form" --from right.csv
check "the state answered beside its value, a unit without one" status_is 0

# ---- rows, from a header and from lines ----
cat >rosters.yaml <<'YAML'
tanya: 1
id: rosters
version: "1"
title: Rosters
choices:
  goods: [{name: food, label: Food}, {name: cloth, label: Cloth}]
survey:
  - {name: names, type: list}
  - {name: sells, type: select_multiple goods or_other}
  - {repeat: people, from: names, children: [{name: age, type: integer}]}
  - {repeat: wares, from: sells, children: [{name: price, type: integer}]}
  - repeat: homes
    children:
      - {name: rooms, type: integer}
      - {name: roof, type: text}
      - {repeat: guests, children: [{name: nights, type: integer}, {name: pays, type: integer}]}
  - {name: many, type: integer}
  - {repeat: days, repeat_count: "${many}", children: [{name: sold, type: integer}]}
YAML
cat >rosters.csv <<'CSV'
names,sells,sells_other,people[1]/age,people[2]/age,wares[cloth]/price,wares[other]/price,homes[2]/rooms,homes[2]/roof,homes[10]/rooms,homes[2]/guests[1]/nights,homes[2]/guests[1]/pays,homes[10]/guests[3]/pays,many,days[2]/sold,days[1]/sold
"Ani
Budi",cloth other,salt,31,32,5,6,2,tin,10,4,40,50,2,8,7
CSV
run --data rosters fill rosters.yaml --from rosters.csv
check "rows of a header go in" status_is 0
run --data rosters export rosters --format jsonl
check "rows come out in their order" out_is ./rosters.jsonl
check "with their labels and all their questions" grep -qF '"people":[{"id":"1","label":"Ani"},{"id":"2","label":"Budi"}],"people[1]/age":31,"people[2]/age":32,"wares":[{"id":"cloth","label":"Cloth"},{"id":"other","label":"salt"}],"wares[cloth]/price":5,"wares[other]/price":6,"homes":[{"id":"2","label":""},{"id":"10","label":""}],"homes[2]/rooms":2,"homes[2]/roof":"tin","homes[2]/guests":[{"id":"1","label":""}],"homes[2]/guests[1]/nights":4,"homes[2]/guests[1]/pays":40,"homes[10]/rooms":10' rosters.jsonl
run --data again fill rosters.yaml --from rosters.jsonl
check "rows of lines go in" status_is 0
mv rosters.jsonl kept.jsonl
run --data again export rosters --format jsonl
check "rows come out the same" diff <(strip kept.jsonl) <(strip rosters.jsonl)
check "rows that have a label of their own are not renamed" test "$(cat again/interviews/rosters/*.jsonl | grep -c row_rename)" = 0
printf 'names,people[3]/age\nAni,4\n' >none.csv
run --data rosters fill rosters.yaml --from none.csv
check "a row that the list does not make" err_has "none.csv:2: error: people[3]/age: no such question or row here"
printf 'names,remark(people[3]/age)\nAni,hm\n' >none.csv
run --data rosters fill rosters.yaml --from none.csv
check "a remark there is not lost in silence" err_has "none.csv:2: error: people[3]/age: no such question or row here"

# ---- a default is judged too ----
cat >defaults.yaml <<'YAML'
tanya: 1
id: defaults
version: "1"
title: Defaults
survey:
  - {name: a, type: integer}
  - {name: b, type: integer, default: "7", constraint: . < 5, constraint_message: Under five.}
  - {name: c, type: integer, default: "7", check: [{test: . < 5, message: So many}]}
YAML
printf 'a,override(c)\n1,\n1,counted\n' >defaults.csv
run --data defaults fill defaults.yaml --from defaults.csv
check "a default that a hard check refuses" err_has "defaults.csv:2: error: b: Under five."
sed -i '/name: b/d' defaults.yaml
run --data defaults fill defaults.yaml --from defaults.csv
check "a default that a soft check doubts" test "$(cat err)" = "defaults.csv:2: warning: c: So many"
check "an override passes over a default's check" status_is 0
