#!/usr/bin/env bash
# Every exit status, and the order of faults: usage (2), what was asked about (1), the system (3).
. "$TANYA_SOURCE/tests/cli/library.bash"
first=$forms/first.yaml
broken=$work/broken.yaml
printf 'tanya: 1\n' >"$broken"
sed 's/^survey:/survey:\n  - {name: mail, type: email}/' "$first" >noted.yaml

# faults STATUS WHAT, then words of the program: its status, and with which words it says why.
faults() {
	local expected=$1 what=$2 words=$3
	shift 3
	run "$@"
	check "$what" status_is "$expected"
	check "$what: says so" err_has "$words"
}

# ---- 0 ----
run check "$first"
check "0 done" status_is 0
printf 'agrees,name,workers\nyes,Siti,30\n' >soft.csv
run fill "$first" --from soft.csv
check "0 warnings only: a soft check" status_is 0
check "a soft check is a warning" err_has "soft.csv:2: warning: workers: More than 20 people?"
run check noted.yaml
check "0 warnings only: notes of a form" status_is 0
check "notes are told" out_has "note[stays-empty]"
run check --strict noted.yaml
check "notes are no warnings, even when strict" status_is 0
printf 'agrees\nyes\n' >open.csv
run fill "$first" --from open.csv --partial
check "0 left partial" status_is 0
partial=$(cut -f2 out)

# ---- 1 ----
run check "$broken"
check "1 questionnaire with errors" status_is 1
for command in interview fill eval; do
	case $command in
	interview) run interview "$broken" ;;
	fill) run fill "$broken" --from soft.csv ;;
	eval) run eval --form "$broken" 1 ;;
	esac
	check "1 questionnaire with errors: $command" status_is 1
	check "$command names the place of an error" err_has "broken.yaml:1:1: error[missing-key]"
done
printf 'agrees,name,workers\nyes,Siti,0\n' >hard.csv
faults 1 "1 refused row" "hard.csv:2: error: workers:" fill "$first" --from hard.csv
faults 1 "1 refused expression" "no question is named" eval '${nobody}'
faults 1 "1 refused answer" "expected" eval --form "$first" --set workers=many 1
for command in show "resume" "repair" verify; do
	faults 1 "1 unknown ID: $command" "no interview has the ID ffffffff" $command ffffffff
done
faults 1 "1 unknown ID: close" "no interview has the ID" close ffffffff --outcome refused --reason x
faults 1 "1 unknown ID: reopen" "no interview has the ID" reopen ffffffff --reason x
faults 1 "1 nothing to resume" "no interview is partial" --data empty resume
faults 1 "1 finished: resume" "is finished" resume "$("$TANYA_PROGRAM" list --status complete --format tsv | sed -n 2p | cut -f1)"
faults 1 "1 partial: reopen" "nothing to reopen" reopen "$partial" --reason x
faults 1 "1 unknown outcome" "there is no outcome gone" close "$partial" --outcome gone --reason x
faults 1 "1 nothing to export" "no interview of nobody is stored" export nobody
faults 1 "1 unknown case" "no case B99" interview "$forms/jambi/batik.yaml" --case B99
faults 1 "1 unknown language" "it has en, id" --language xx interview "$first"
cp -r data damaged
sed -i '2s/"do"/"dO"/' "damaged/interviews/first/$partial.jsonl"
run --data damaged verify
check "1 damage" status_is 1
check "damage is told by its ID" out_has "$partial	damaged	"

# ---- 2 ----
faults 2 "2 unknown command" "unknown command nonsense" nonsense
faults 2 "2 a command of a later day" "unknown command tabulate" tabulate batik
faults 2 "2 unknown global option" "unknown option --plane" --plane list
for command in interview resume list show fill check eval export close reopen verify repair; do
	faults 2 "2 unknown option: $command" "unknown option --nonsense" $command --nonsense
done
check "2 unknown option" status_is 2
for command in interview show fill check eval export close reopen repair; do
	faults 2 "2 missing operand: $command" "Try: tanya $command --help" $command
done
check "2 missing operand" status_is 2
for words in "interview a b" "resume a b" "list a" "show a b" "fill a b --from c" "eval 1 2" "export a b" \
	"close a b --outcome o --reason r" "reopen a b --reason r" "repair a b"; do
	faults 2 "2 a word too many: ${words%% *}" "one word too many" $words
done
faults 2 "2 a missing value" "--format needs a value" list --format
faults 2 "2 a value too many" "--partial takes no value" fill "$first" --from soft.csv --partial=yes
faults 2 "2 unknown format: list" "table, tsv or json" list --format xml
faults 2 "2 unknown format: show" "text or json" show "$partial" --format xml
faults 2 "2 unknown format: check" "text or json" check "$first" --format xml
faults 2 "2 unknown format: export" "take one of csv, jsonl" export first --format sav
faults 2 "2 unknown status" "partial, complete, closed or all" list --status gone
faults 2 "2 unknown part" "--only data" export first --only answers
faults 2 "2 a reason is needed" "--reason" close "$partial" --outcome refused
faults 2 "2 an outcome is needed" "--outcome" close "$partial" --reason x
faults 2 "2 a reason is needed: reopen" "--reason" reopen "$partial"
faults 2 "2 no file to fill from" "--from" fill "$first"
faults 2 "2 a set without =" "--set a has no =" eval --set a 1
faults 2 "2 a set without = with a form" "--set a has no =" eval --form "$first" --set a 1
faults 2 "2 lines and an expression" "--lines reads" eval --lines 1
faults 2 "2 no moment" "2024-05-15T10:30:00-07:00" eval --now yesterday 1
faults 2 "2 a place without a form" "--form" eval --at a 1
faults 2 "2 a data directory of no name" "--data needs a folder" --data "" list

# ---- 3 ----
faults 3 "3 file that cannot be read" "cannot open missing.csv" fill "$first" --from missing.csv
faults 3 "3 file that cannot be read: interview" "missing.yaml" interview missing.yaml
faults 3 "3 file that cannot be read: eval" "missing.yaml" eval --form missing.yaml 1
run check missing.yaml
check "3 file that cannot be read: check" status_is 3
check "check names a missing file on standard output" out_has "error[system]: cannot open missing.yaml"
faults 3 "3 file that cannot be written" "Not a directory" export first --output "$first/below"
faults 3 "3 a data directory that is a file" "soft.csv" --data soft.csv list
faults 3 "3 no terminal" "no terminal" interview "$first"
faults 3 "3 no terminal: home" "no terminal"
faults 3 "3 no terminal: plain" "no terminal" --plain interview "$first"
faults 3 "3 no terminal: resume" "no terminal" resume "$partial"
cp -r data full
for words in "--help" "--version" "list --help" "list" "list --format tsv" "list --format json" "show $partial" \
	"show $partial --format json" "check $broken" "check --format json $first" "eval 1" "verify" "verify $partial" \
	"export first --output results" "fill $first --from soft.csv" "repair $partial"; do
	# shellcheck disable=SC2086
	"$TANYA_PROGRAM" --data full $words >/dev/full 2>err </dev/null
	status=$?
	check "3 stdout that cannot be written: $words" status_is 3
	check "$words: says that it cannot be written" err_has "cannot write the result"
done
echo 1 | "$TANYA_PROGRAM" eval --lines >/dev/full 2>err
status=$?
check "3 stdout that cannot be written" status_is 3

# ---- a terminal that does not do ----
on_terminal() { # TERM's value, then words: on a pty, with what was said in `out`
	local kind=$1
	shift
	rm -f status
	script -qec "${kind:+TERM=$kind} $(printf '%q ' "$TANYA_PROGRAM" "$@"); echo \$? >status" out >/dev/null 2>&1 </dev/null
	status=$(cat status)
}
if command -v script >/dev/null; then
	on_terminal dumb interview "$first"
	check "3 a TERM that cannot move the cursor" status_is 3
	check "TERM=dumb is told" out_has "TERM=dumb cannot move its cursor"
	on_terminal nonsense-9 interview "$first"
	check "3 a TERM that is not known" status_is 3
	check "an unknown TERM is told" out_has "TERM=nonsense-9 is not known here"
	(
		unset TERM
		on_terminal "" interview "$first"
		check "3 no TERM" status_is 3
		check "no TERM is told" out_has "TERM is not set"
	)
	check "TERM=dumb: plain mode is told of" out_has "--plain works on any"
	on_terminal dumb --plain interview "$first"
	check "0 plain mode on a TERM that cannot move the cursor" status_is 0
	on_terminal dumb interview "$broken" --plain
	check "1 plain mode: a form with errors" status_is 1
	TANYA_PLAIN=1 on_terminal dumb interview "$first"
	check "TANYA_PLAIN=1" status_is 0
	TANYA_PLAIN=0 on_terminal dumb interview "$first"
	check "TANYA_PLAIN=0" status_is 3
	on_terminal dumb interview "$broken"
	check "a form with errors comes before the terminal's kind" status_is 1
else
	echo "SKIP 3 a TERM that cannot move the cursor"
fi

cp -r data refused
mkdir refused/interviews/first/0190163d-8694-739b-aea5-966c26f8ad91.jsonl
run --data refused list --format tsv
check "3 an interview that cannot be read: list" status_is 3
check "it is told by its file and reason" err_has "26f8ad91.jsonl: Is a directory"
check "the others are listed all the same" out_has "$partial"
check "and so is it" out_has 0190163d-8694-739b-aea5-966c26f8ad91
run --data refused export first --partial --output refused.out
check "3 an interview that cannot be read: export" status_is 3
check "export names its file and reason" err_has "26f8ad91.jsonl: Is a directory"
check "nothing is written then" test ! -e refused.out
run --data refused verify
check "1 an interview that cannot be read: verify" status_is 1

# ---- the order ----
run interview "$broken" --nonsense
check "usage before a form with errors" status_is 2
run --data soft.csv list --format xml
check "usage before the data directory" status_is 2
run fill missing.yaml
check "usage before a missing file" status_is 2
run --data soft.csv interview "$broken"
check "a form with errors before the data directory" status_is 1
run resume ffffffff
check "an unknown ID before the terminal" status_is 1
run interview "$broken"
check "usage before what was asked, that before the terminal" status_is 1

# ---- pipes ----
{ echo agrees; for i in $(seq 400); do echo no; done; } >many.csv
run fill "$first" --from many.csv
bash -c '"$TANYA_PROGRAM" eval --lines 2>pipe.err; echo $? >pipe.status' < <(yes 1 | head -200000) | head -1 >/dev/null
check "SIGPIPE ends quietly" test "$(cat pipe.status)" = 141
check "SIGPIPE says nothing" test ! -s pipe.err
