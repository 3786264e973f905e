#!/usr/bin/env bash
# Forms that are wrong as files: told at file, line and column, exit 1, nothing begun.
. "$TANYA_SOURCE/tests/cli/library.bash"
head=$'tanya: 1\nid: x\nversion: "1"\ntitle: X'
begins() { [ "$(head -n 1 out)" = "$1" ] || { echo "the first line is not: $1"; cat out err; return 1; }; }
times() { printf "%.0s$1" $(seq "$2"); }

# The form is on standard input; both check and interview must refuse it, and say so in the same words.
refused() { # WHAT, then the first line that is told
	cat >form.yaml
	run check form.yaml
	check "$1: status" status_is 1
	check "$1: told first" begins "$2"
	run interview form.yaml
	check "$1: no interview" status_is 1
	check "$1" err_has "$2"
}

refused "YAML that does not parse" \
	"form.yaml:6:2: error[yaml-syntax]: a comma or \`}\` was expected; close the brace, or put the whole value in quotes" \
	<<<"$head
survey: [{name: a, type: text
x: 1"
{ echo "$head" && printf 'survey: ' && times '[' 5000 && times ']' 5000 && echo; } | refused "YAML 5,000 levels deep" \
	"form.yaml:5:72: error[too-deep]: this is nested too deeply; at most 64 levels were expected; take some of the levels away"
{
	echo "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"
	for i in 1 2 3 4 5 6 7 8 9; do
		echo "a$i: &a$i [$(times "*a$((i - 1)), " 9)*a$((i - 1))]"
	done
} | refused "YAML alias bombs" "form.yaml:7:20: error[alias-expansion]: the file becomes too large when its aliases (*) are expanded; write the repeated part out once, without aliases of aliases"
printf '%s\nsurvey:\n  - {name: a, type: text, label: "Caf\xe9"}\n' "$head" | refused "YAML invalid UTF-8" \
	"form.yaml:6:38: error[encoding]: byte 0xE9 is not UTF-8, which was expected; save the file as UTF-8"
printf '\xff\xfet\x00a\x00' | refused "YAML in UTF-16" \
	"form.yaml:1:1: error[encoding]: the file is UTF-16; UTF-8 was expected; save the file as UTF-8"
refused "../ in a path" \
	"form.yaml:5:11: error[outside-folder]: ../other.yaml is no path in the form's folder; move the file beside the form, or below it, and name it relative to this file" <<<"$head
include: [../other.yaml]
survey: []"
while IFS='|' read -r what key column file; do
	refused "$what" "form.yaml:5:$column: error[missing-file]: there is no file $file; put it there, or mend its name" <<<"$head
$key
survey: []"
done <<'CASES'
a missing include|include: [gone.yaml]|11|gone.yaml
a missing folder of an include|include: [gone/there.yaml]|11|gone/there.yaml
an include below a file|include: [form.yaml/there.yaml]|11|form.yaml/there.yaml
a missing list of cases|case: {file: gone.csv, key: code}|14|gone.csv
CASES
printf 'tanya: 1\ninclude: [form.yaml]\n' >round.yaml
refused "an include cycle" "round.yaml:2:11: error[include-cycle]: form.yaml includes itself, by way of this line; take this include away" <<<"$head
include: [round.yaml]
survey: []"
{ echo "$head" && printf 'survey:\n  - {name: a, type: text, relevant: "' && times '(' 1000 && printf 1 && times ')' 1000 && echo '"}'; } |
	refused "expressions 1,000 levels deep" \
		"form.yaml:6:238: error[too-deep]: more than 200 parentheses and calls within each other; divide the expression among several calculate questions"
run eval "regex('$(times a 5000)', '(a+)+[bc]')"
check "regexes that explode: status" status_is 1
check "regexes that explode" err_has "error: regex(): "

# ---- what cannot be evaluated, or made, while an interview runs: told, and the answers are kept ----
cat >heavy.yaml <<FORM
$head
survey:
  - {name: code, type: text, label: C, constraint: "regex(., '(a+)+[bc]')"}
  - {name: n, type: integer, label: N}
  - {name: deep, type: calculate, calculation: "regex(\${code}, '(a+)+[bc]')"}
  - {repeat: counted, repeat_count: "\${n}", children: [{name: c, type: text, label: C}]}
  - {repeat: fixed, repeat_count: "1000000", children: [{name: f, type: text, label: F}]}
FORM
printf 'code,n\n%s,1000000\n' "$(times a 50)" >heavy.csv
run fill heavy.yaml --from heavy.csv
check "a constraint that explodes keeps the answer" status_is 0
check "a constraint that explodes is told by fill" err_has "heavy.csv:2: warning: code: regex(): "
check "a calculation that explodes is told by fill" err_has "heavy.csv:2: warning: deep: regex(): "
check "a million rows are told by fill" err_has "heavy.csv:2: warning: counted: the number of rows is over 100000"
check "a repeat_count of a million" err_has "heavy.csv:2: warning: fixed: the number of rows is over 100000"
run eval --form heavy.yaml --set n=1000000 'count(${counted}) + count(${fixed})'
check "a million rows: none is made" out_is 0
check "a million rows are told by eval" err_has "warning: counted: the number of rows is over 100000"

# ---- faults deep in files of files: each at its own file, line and column ----
mkdir -p study/common/deep
printf '%s\ninclude: [common/one.yaml]\nsurvey:\n  - use: one\n' "$head" >study/form.yaml
printf 'tanya: 1\ninclude: [deep/two.yaml]\ngroups:\n  - group: one\n    children:\n      - use: two\n' >study/common/one.yaml
cat >study/common/deep/two.yaml <<'EOF2'
tanya: 1
choices:
  towns: [{label: Jambi}]
groups:
  - group: two
    children:
      - name: a
        type: select_one_from_file towns.csv
        label: {en: "How old is
          ${agee}?"}
        relevent: true
      - name: age
        type: integer
        constraint: >
          . > 0 and
          . <
      - {name: b, type: calculate, calculation: "pulldata('gone', 'x', 'y', ${age})"}
EOF2
printf 'name,label\njambi,Jambi\nmuaro,Muaro,x\n' >study/common/deep/towns.csv
run check study/form.yaml
sed -n 's/: error\[\(.*\)\]: .*/ \1/p' out >told
check "faults deep in includes" diff - told <<'TOLD'
study/common/deep/two.yaml:3:11 missing-key
study/common/deep/two.yaml:10:11 unknown-name
study/common/deep/two.yaml:11:9 unknown-key
study/common/deep/two.yaml:16:14 expression-syntax
study/common/deep/two.yaml:17:49 missing-file
study/common/deep/two.yaml:17:59 unknown-name
study/common/deep/towns.csv:3:1 csv-columns
TOLD
