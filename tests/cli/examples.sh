#!/usr/bin/env bash
# Every example that --help and tanya(1) give is run as it stands, where it has what it speaks of.
. "$TANYA_SOURCE/tests/cli/library.bash"
commands="interview resume list show fill check eval export close reopen verify repair"
mkdir bin
ln -s "$(realpath "$TANYA_PROGRAM")" bin/tanya
PATH=$work/bin:$PATH
partial=0190aaaa-0000-7000-8000-0000003f9a1c

# A place with the files and interviews that examples name.
set_stage() {
	cd "$work" || exit 3
	chmod -R u+w stage 2>/dev/null
	rm -rf stage
	mkdir stage
	cd stage || exit 3
	cp -r "$forms" questionnaires
	cp -r "$forms/jambi/." .
	export TANYA_DATA=$work/stage/data
	printf 'rights_read,consent\nOK,no\n' >answers.csv
	printf 'KEY,consent\n%s,yes\n' "$partial" >open.csv
	tanya fill batik.yaml --from open.csv --partial >/dev/null
	tanya fill batik.yaml --from answers.csv >/dev/null
}

# try EXAMPLE: a terminal is all that it may lack.
try() {
	local example=$1 kind=${1#tanya }
	kind=${kind%% *}
	set_stage
	[ "$kind" != reopen ] || tanya close 3f9a1c --outcome refused --reason "no time" >/dev/null
	bash -c "$example" >"$work/out" 2>"$work/err" </dev/null
	status=$?
	case $kind in
	interview | resume)
		check "example: $example" status_is 3
		check "it lacks only a terminal: $example" err_has "error[no-terminal]"
		;;
	check)
		check "example: $example" status_is 0
		check "it tells what the form holds: $example" err_has "nothing to mend"
		;;
	export)
		check "example: $example" status_is 0
		check "it tells only what is left out: $example" test "$(cat "$work/err")" = "Left out: 1 partial (--partial adds them)"
		;;
	*)
		check "example: $example" status_is 0
		check "it is silent on standard error: $example" test ! -s "$work/err"
		;;
	esac
	cd "$work" || exit 3
}

examples_of() { sed -n 's/^  \(tanya .*\)$/\1/p'; }
count=0
for command in "" $commands; do
	# shellcheck disable=SC2086
	tanya $command --help >help.txt
	check "help of '$command' has an example" test -n "$(examples_of <help.txt)"
	check "help of '$command' has lines of 80 columns at most" test -z "$(awk 'length > 80' help.txt | grep -v '^Usage:')"
	while read -r example; do
		try "$example" </dev/null
		count=$((count + 1))
	done < <(examples_of <help.txt)
done
while read -r example; do
	try "$example" </dev/null
	count=$((count + 1))
done < <(sed -n 's/^\.Dl \$ \(tanya .*\)$/\1/p' "$TANYA_SOURCE"/man/tanya.1)
check "there are over twenty examples" test "$count" -gt 20
echo "$count examples"

# What help, manual and completion say of commands and options is the same.
words_of_manual() { sed -n "s/^\.It Ic $1\b//p" "$TANYA_SOURCE/man/tanya.1" | grep -oE '(Fl -[a-z]+)' | sed 's/Fl -/--/' | sort -u; }
words_of_help() { tanya "$1" --help | grep -E '^(Usage:|  --|  .*, --)' | grep -oE -- '--[a-z]+' | sort -u; }
for command in $commands; do
	check "help lists $command" bash -c "tanya --help | grep -q '^  $command '"
	check "tanya(1) has the options of $command" test "$(words_of_manual "$command")" = "$(words_of_help "$command")"
done
check "help lists no other command" test "$(tanya --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | tr '\n' ' ')" = "$commands "
