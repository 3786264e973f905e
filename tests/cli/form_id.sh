#!/usr/bin/env bash
# FORM: a file when it has a slash or ends in .yaml, else the id of a questionnaire that lies where forms lie.
. "$TANYA_SOURCE/tests/cli/library.bash"
mkdir -p questionnaires/town empty
form() { printf 'tanya: 1\nid: %s\nversion: "%s"\ntitle: T\nlanguages: {en: English, id: Bahasa}\nsurvey:\n  - {name: a, type: integer, label: {en: A, id: A}}\n  - {note: x}\n' "$1" "$2" | sed '/note: x/d'; }
form here 1 >one.yaml
form here 2 >questionnaires/two.yaml
form "\"town\" # quoted, with words behind it" 1 >questionnaires/town/any.yaml
form twin 1 >questionnaires/town/first.yaml
form twin 1 >questionnaires/town/second.yaml
form broken 1 | sed 's/integer/integr/' >questionnaires/broken.yaml
printf 'a\n4\n' >rows.csv

run check here
check "an id is found here" status_is 0
check "the nearest is taken" err_has "./one.yaml: "
run check town
check "an id in quotes, one folder down" err_has "questionnaires/town/any.yaml: "
run check broken
check "a form with errors is found too" out_has "questionnaires/broken.yaml:7:21: error[unknown-type]"
run fill town --from rows.csv
check "fill takes an id" status_is 0
check "and begins that questionnaire" test -d data/interviews/town
run eval --form town --set a=3 '${a} + 1'
check "eval takes an id" out_is 4
run interview town
check "interview takes an id" status_is 3
check "and comes as far as the terminal" err_has "no terminal"
for words in "interview nobody" "check nobody" "fill nobody --from rows.csv" "eval --form nobody 1"; do
	read -ra many <<<"$words"
	run "${many[@]}"
	check "an unknown id is not so: $words" status_is 1
	cat out >>err
	check "an unknown id is told: $words" err_has "no questionnaire nobody"
	check "where forms are looked for is told: $words" err_has "questionnaires/"
done
run check twin
check "two of one id in a folder are not so" status_is 1
check "two of one id are listed" out_has "questionnaires/town/first.yaml, questionnaires/town/second.yaml"
run check one.yml
check "a file of another ending needs a slash" out_has "./one.yml"
run check ./one.yaml one.yaml here
check "files and ids beside each other" status_is 0

# ---- what check says of a form without mistakes ----
check "one line of each on standard error" test "$(grep -c '1 question, languages en, id; nothing to mend' err)" = 3
check "nothing on standard output" out_is ""
run check --format json one.yaml
check "JSON comes alone" test ! -s err
run check "$forms/first.yaml"
check "questions, groups, languages" err_has "first.yaml: 10 questions, 1 group, languages en, id; nothing to mend"
run check "$forms/jambi/batik.yaml"
check "repeats too" err_has "repeats, languages id, en; nothing to mend"
run check questionnaires/broken.yaml
check "nothing of it where there are errors" test ! -s err
sed -i 's/type: integer/type: integer, appearance: strange/' one.yaml
run check one.yaml
check "a note is told" out_has "note["
check "and then there is something to look at" test "$(cat err)" = "one.yaml: 1 question, languages en, id"
