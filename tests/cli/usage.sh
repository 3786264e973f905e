#!/usr/bin/env bash
# Wrong usage is 2, help and version 0, what is not so 1, the system 3; faults in the order usage, subject, terminal.
. "$TANYA_SOURCE/tests/cli/library.bash"

for command in interview resume list show fill check eval export close reopen verify repair; do
	run "$command" --help
	check "help of $command" status_is 0
	check "help of $command has an example" out_has "tanya $command"
done
run --version
check "version" status_is 0
check "version names the program" out_has "tanya "
run --help
check "help lists the commands" out_has "interview"
run --no-such-option list
check "unknown option is usage" status_is 2
run nonsense
check "unknown command is usage" status_is 2
run tabulate batik
check "a command of a later day is unknown" status_is 2
run list --format xml
check "unknown format is usage" status_is 2
run list --status gone
check "unknown status is usage" status_is 2
run show
check "a missing word is usage" status_is 2
run show 1234 5678
check "a word too many is usage" status_is 2
run close abcd
check "close without outcome is usage" status_is 2
run list
check "an absent data directory is empty" status_is 0
check "an empty table says so" out_has "No interviews."
check "readers do not make it" test ! -e "$work/data"
run list --format tsv
check "an empty list keeps its header" out_is "$(printf 'id\tquestionnaire\tversion\tcase\tstatus\tanswered\tasked\tstarted\tlast_change\tminutes\ttitle')"
run list --format json
check "an empty list is an empty array" out_is "[]"
run show abcdef
check "an unknown ID is not so" status_is 1
check "an unknown ID names the cure" err_has "tanya list"
run show abc
check "an ID too short is not so" status_is 1
run resume
check "nothing to resume is not so" status_is 1
run interview missing.yaml
check "a missing form is the system's" status_is 3
printf 'tanya: 1\n' >broken.yaml
run interview broken.yaml
check "a form with errors comes before the terminal" status_is 1
run interview "$forms/first.yaml"
check "no terminal is the system's" status_is 3
check "no terminal says so" err_has "no terminal"
run interview "$forms/jambi/batik.yaml" --case B99
check "an unknown case is told before the terminal" status_is 1
run interview "$forms/first.yaml" --case B01
check "a case without a list is not so" status_is 1
run
check "home needs a terminal" status_is 3
echo text >file
run --data file list
check "a data directory that is a file is the system's" status_is 3
run export batik --format nothing
check "an unknown export format is usage" status_is 2
check "an unknown export format lists the others" err_has "csv, jsonl"
run export batik
check "nothing to export is not so" status_is 1
"$TANYA_PROGRAM" --help >/dev/full 2>"$work/err"
status=$?
check "standard output that cannot be written is the system's" status_is 3
run check "$forms/jambi/batik.yaml" "$forms/first.yaml"
check "shipped questionnaires are without mistakes" out_is ""
check "check of what is fine is 0" status_is 0
run check broken.yaml
check "check of what is not is 1" status_is 1
check "check names file, line and cure on standard output" out_has "broken.yaml:1:1: error[missing-key]"
run check --format json broken.yaml
check "check as JSON" out_has '"code":"missing-key"'
run --language xx interview "$forms/first.yaml"
check "a language that the form has not is not so" status_is 1
check "completion is bash" bash -n "$TANYA_SOURCE/src/commands/tanya.bash"
