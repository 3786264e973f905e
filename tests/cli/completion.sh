#!/usr/bin/env bash
# bash completion, sourced and asked: commands, options, their values, forms, IDs.
. "$TANYA_SOURCE/tests/cli/library.bash"
mkdir bin forms
ln -s "$(realpath "$TANYA_PROGRAM")" bin/tanya
PATH=$work/bin:$PATH
cp "$forms/first.yaml" forms/
: >forms/answers.csv
printf 'KEY,agrees\n0190aaaa-0000-7000-8000-000000000001,no\n0190bbbb-0000-7000-8000-000000000002,no\n' >keys.csv
tanya fill forms/first.yaml --from keys.csv >/dev/null
# shellcheck source=/dev/null
. "$TANYA_SOURCE/src/commands/tanya.bash"

# complete_is EXPECTED, then the words of the line, the last one being completed
complete_is() {
	local expected=$1
	shift
	COMP_WORDS=(tanya "$@")
	COMP_CWORD=$#
	COMPREPLY=()
	_tanya
	local got
	got=$(printf '%s\n' "${COMPREPLY[@]}" | sort | tr '\n' ' ')
	[ "$got" = "$expected " ] || { echo "got: $got"; return 1; }
}
commands=$(tanya --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | tr '\n' ' ')
check "it is registered" bash -c ". '$TANYA_SOURCE/src/commands/tanya.bash'; complete -p tanya"
check "all commands" complete_is "$(printf '%s\n' $commands --data --enumerator --help --language --plain --version | sort | tr '\n' ' ' | sed 's/ $//')" ""
check "commands that begin so" complete_is "reopen repair resume" re
check "global options" complete_is "--data" --d
check "commands behind a global option" complete_is "export" --language id ex
check "no command is the value of a global option" complete_is "" --language ex
for command in $commands; do
	options=$(tanya "$command" --help | grep -E '^(Usage:|  --|  .*, --)' | grep -oE -- '--[a-z]+')
	check "options of $command are those of its help" complete_is \
		"$(printf '%s\n' $options --help --data --language --enumerator --plain | sort -u | tr '\n' ' ' | sed 's/ $//')" "$command" --
done
check "statuses" complete_is "all closed complete partial" list --status ""
check "formats of list" complete_is "json table tsv" list --format ""
check "formats of show" complete_is "json text" show --format ""
check "formats of check" complete_is "json text" check --format ""
check "formats of export" complete_is "csv jsonl" export --format ""
check "outcomes" complete_is "broken_off duplicate ineligible other refused wrong_person" close 0190 --outcome ""
check "parts" complete_is "data" export first --only ""
for command in interview fill check export; do
	check "forms and folders: $command" complete_is "forms/first.yaml" $command forms/
done
check "folders" complete_is "bin data forms" --data ""
for option in --language --enumerator --case --reason --set --at --now; do
	check "nothing for a word of one's own: $option" complete_is "" show $option ""
done
check "files to fill from" complete_is "forms/answers.csv forms/first.yaml" fill forms/first.yaml --from forms/
for command in resume show close reopen verify repair; do
	check "IDs: $command" complete_is "0190aaaa-0000-7000-8000-000000000001 0190bbbb-0000-7000-8000-000000000002" $command ""
	check "IDs that begin so: $command" complete_is "0190bbbb-0000-7000-8000-000000000002" $command 0190b
done
check "IDs of the folder that is named" complete_is "" --data elsewhere show ""
check "IDs of another folder" env -u TANYA_DATA bash -c "
	. '$TANYA_SOURCE/src/commands/tanya.bash'
	COMP_WORDS=(tanya --data '$work/data' show 0190a) COMP_CWORD=4
	_tanya
	test \"\${COMPREPLY[*]}\" = 0190aaaa-0000-7000-8000-000000000001"
