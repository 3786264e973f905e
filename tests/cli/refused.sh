#!/usr/bin/env bash
# fill files that are wrong, IDs that fit none or several: told clearly, and nothing is lost or half done.
. "$TANYA_SOURCE/tests/cli/library.bash"
form=$forms/first.yaml
interviews() { "$TANYA_PROGRAM" list --status all --format tsv | tail -n +2 | wc -l; }

# ---- a wrong header: nothing goes in ----
while IFS='|' read -r what header told; do
	printf '%s\nyes,Siti\n' "$header" >header.csv
	run fill "$form" --from header.csv
	check "$what: status" status_is 1
	check "$what: told at row 1" err_has "header.csv:1: error: $told"
	check "$what: nothing is printed" out_is ""
done <<'CASES'
an unknown name|agrees,nonsense|nonsense: no such column
a name in other capitals|Agrees,name|Agrees: no such column
a group|talk,name|talk: no such column
a row where there is no repeat|agrees,name[1]|name[1]: no such column
a state of nothing|agrees,state(nonsense)|state(nonsense): no such column
an override of nothing|agrees,override()|override(): no such column
an empty name|agrees,|no such column
CASES
check "nothing of a wrong header went in" test ! -e data/interviews
: >none.csv
run fill "$form" --from none.csv
check "no header at all: status" status_is 1
check "no header at all is told" err_has "a line of headers was expected; nothing went in"
check "a fill file with a wrong header" test ! -e data/interviews

# ---- wrong quoting: the row is told, those that can be read go in ----
printf 'agrees,name\nyes,Ani\nyes,Bu"di\nyes,"Cici"x\nyes,Dodi\n' >quote.csv
run fill "$form" --from quote.csv
check "wrong quoting: status" status_is 1
check "a quote within a cell is told by row" err_has "quote.csv:3: error: "
check "text behind a quote is told by row" err_has "quote.csv:4: error: "
check "sound rows beside it go in" test "$(cut -f1,3 out | tr '\t\n' ' ;')" = "2 complete;5 complete;"
printf 'agrees,name\nyes,Ani\nyes,"never closed\nyes,Budi\n' >open.csv
run --data other fill "$form" --from open.csv
check "a quote that is never closed is told by row" err_has "open.csv:3: error: "
check "the lines around it go in" test "$(cut -f1 out | tr '\n' ' ')" = "2 4 "
check "a fill file with wrong quoting" status_is 1
printf 'agrees,name\nyes\nyes,Ani,x\n' >count.csv
run --data other fill "$form" --from count.csv
check "a row of too few cells is told" err_has "count.csv:2: error: 1 cells where the header has 2"
check "a row of too many cells is told" err_has "count.csv:3: error: 3 cells where the header has 2"

# ---- 1,000 bad rows among good ones ----
before=$(interviews)
{
	echo agrees,name
	for i in $(seq 1000); do
		echo "maybe,x$i"
		[ $((i % 500)) -ne 0 ] || echo "yes,good$i"
	done
} >thousand.csv
run fill "$form" --from thousand.csv
check "1,000 bad rows: status" status_is 1
check "1,000 bad rows: each is told once, by its row" test \
	"$(grep -c '^thousand.csv:[0-9]*: error: agrees: ' err) $(cut -d: -f2 err | sort -u | wc -l)" = "1000 1000"
check "1,000 bad rows: only the good ones are printed" test "$(cut -f1,3 out | tr '\t\n' ' ;')" = "502 complete;1003 complete;"
check "a fill file with 1,000 bad rows" test "$(interviews)" = $((before + 2))

# ---- IDs ----
cat >keys.csv <<'CSV'
KEY,agrees,name
0190aaaa-0000-7000-8000-00000003f9a1,yes,Ani
uuid:0190aaaa-0000-7000-8000-0000b003f9a1,yes,Budi
0190bbbb-0000-7000-8000-00000000beef,yes,Cici
CSV
run --data ids fill "$form" --from keys.csv
check "three with IDs of their own" status_is 0
export TANYA_DATA=$work/ids
commands=("show" "resume" "verify" "repair" "close --outcome refused --reason x" "reopen --reason x")
for words in "${commands[@]}"; do
	name=${words%% *}
	for id in 0190aaaa 3f9a1 0190; do
		# shellcheck disable=SC2086
		run $words "$id"
		check "$name $id: several fit" status_is 1
		check "$name $id: they are listed" err_has 0190aaaa-0000-7000-8000-00000003f9a1
		check "$name $id: each of them" err_has 0190aaaa-0000-7000-8000-0000b003f9a1
	done
	# shellcheck disable=SC2086
	run $words 00003f9a2
	check "$name: none fits" status_is 1
	check "$name: the cure is named" err_has "tanya list --status all"
	# shellcheck disable=SC2086
	run $words 9a1
	check "$name: three characters are too few" err_has "at least 4 characters"
done
check "an ID that fits several" test "$(list=$("$TANYA_PROGRAM" list --status complete --format tsv) && grep -c complete <<<"$list")" = 3
for id in beef 0190b 00beef 0190bbbb-0000-7000-8000-00000000beef; do
	run show "$id"
	check "show $id: one fits" out_has Cici
done
run show 0000-7000
check "a middle part is no ID" status_is 1
run show ""
check "an empty ID is none" status_is 1
run show '*'
check "an ID is no pattern" status_is 1
run show '../../../../etc/passwd'
check "an ID is no path" status_is 1
run show ffffffff
check "an ID that fits none" status_is 1
run verify beef ffffffff 0190bbbb
check "verify goes on behind an unknown ID" test "$(grep -c sound out)" = 2
check "and its status tells" status_is 1
