#!/usr/bin/env bash
# Global options before and after the command, `--`, environment, locale, colour, control characters, empty tables.
. "$TANYA_SOURCE/tests/cli/library.bash"
form=$forms/first.yaml
header=$(printf 'id\tquestionnaire\tversion\tcase\tstatus\tanswered\tasked\tstarted\tlast_change\tminutes\ttitle')
printf 'agrees,name\nyes,Siti\n' >one.csv
run fill "$form" --from one.csv
id=$(cut -f2 out)

# ---- where options may stand ----
while read -r line; do
	read -ra words <<<"$line"
	run "${words[@]}"
	check "nothing in another folder: tanya $line" out_is "$header"
done <<'CASES'
--data elsewhere list --format tsv
list --data elsewhere --format tsv
list --format tsv --data elsewhere
--data=elsewhere list --format=tsv
list --format tsv --data=elsewhere
--data elsewhere list --format tsv --
--data elsewhere --language id --enumerator Ani list --format tsv
list --language id --format tsv --enumerator=Ani --data elsewhere
CASES
check "a reader makes no folder" test ! -e elsewhere
run --data nowhere --data elsewhere list --format tsv
check "the last of two wins" out_is "$header"
run show --language id "$id"
check "--language after the command" out_has "Siapa nama"
run --language id show "$id"
check "--language before the command" out_has "Siapa nama"
run show -- "$id"
check "-- before a word" status_is 0
run -- show "$id"
check "-- before the command" status_is 0
run -- list --format tsv
check "behind -- the rest are words" status_is 2
run list -- --format tsv
check "behind -- no options" status_is 2
run eval -- '-1'
check "-- before an expression" out_is -1
run eval -- '--1'
check "an expression that looks like an option" out_is 1
printf 'tanya: 1\nid: dash\nversion: "1"\ntitle: Dash\nsurvey: [{name: a, type: text}]\n' >--dash.yaml
run check -- --dash.yaml
check "a file whose name looks like an option" status_is 0
for words in "--help" "--help list" "list --help" "list --format tsv --help" "--help fill" "--version" "--version list"; do
	read -ra many <<<"$words"
	run "${many[@]}"
	check "tanya $words" status_is 0
	check "tanya $words: says nothing on standard error" test ! -s err
done

# ---- where the data are ----
found() { [ "$("$@" list --format tsv | sed -n 2p | cut -f1)" = "$id" ]; }
mkdir -p share/tanya home/.local/share/tanya
cp -r data/. share/tanya/
cp -r data/. home/.local/share/tanya/
program=$TANYA_PROGRAM
check "TANYA_DATA" found env TANYA_DATA=data XDG_DATA_HOME=/nowhere HOME=/nowhere "$program"
check "--data before TANYA_DATA" found env TANYA_DATA=/nowhere "$program" --data data
check "XDG_DATA_HOME" found env -u TANYA_DATA XDG_DATA_HOME="$work/share" HOME=/nowhere "$program"
check "an empty TANYA_DATA counts as unset" found env TANYA_DATA= XDG_DATA_HOME="$work/share" HOME=/nowhere "$program"
check "HOME" found env -u TANYA_DATA -u XDG_DATA_HOME HOME="$work/home" "$program"
check "an empty XDG_DATA_HOME counts as unset" found env -u TANYA_DATA XDG_DATA_HOME= HOME="$work/home" "$program"

# ---- who types ----
enumerator() { sed -n 's/.*"do":"open".*"enumerator":"\([^"]*\)".*/\1/p' who/interviews/first/*.jsonl; }
who() { # WHAT, EXPECTED, then the program and its environment
	local what=$1 expected=$2
	shift 2
	rm -rf who
	"$@" --data who fill "$form" --from one.csv >/dev/null 2>&1
	check "$what" test "$(enumerator)" = "$expected"
}
login=$(id -un)
who "--enumerator" Ani env TANYA_ENUMERATOR=Budi "$program" --enumerator Ani
who "TANYA_ENUMERATOR" Budi env TANYA_ENUMERATOR=Budi "$program"
who "an empty TANYA_ENUMERATOR counts as unset" "$login" env TANYA_ENUMERATOR= "$program"
who "the login name" "$login" env -u TANYA_ENUMERATOR "$program"

# ---- locales ----
for locale in C POSIX C.UTF-8 id_ID.ISO-8859-1 nonsense ""; do
	env LC_ALL="$locale" "$program" show "$id" >"locale.$locale" 2>&1
	check "the same words in the locale '$locale'" cmp "locale.$locale" locale.C
done
check "numbers follow no locale" test "$(env LC_ALL=de_DE.UTF-8 LC_NUMERIC=de_DE.UTF-8 "$program" eval '1 div 2')" = 0.5

# ---- no colour, no control characters ----
printf 'agrees,name,remarks\nyes,"a\x1b[31mred\x07\tb\nc","\x9b tail"\n' | iconv -f latin1 -t utf-8 >hostile.csv
run --data hostile fill "$form" --from hostile.csv
check "control characters are kept" status_is 0
hostile=$(cut -f2 out)
for words in "list" "list --format tsv" "show $hostile" "verify"; do
	read -ra many <<<"$words"
	run --data hostile "${many[@]}"
	check "no control characters: $words" bash -c "! LC_ALL=C grep -qP '[\\x00-\\x08\\x0b-\\x1f\\x7f]|\\xc2[\\x80-\\x9f]' out err"
done
run --data hostile list --format tsv
check "TSV keeps its eleven cells" test "$(awk -F'\t' 'NF != 11' out)" = ""
check "a tab and a line break become blanks" out_has "red� b c"
run --data hostile list --format json
check "JSON escapes them" out_has 'a\u001b[31mred\u0007\tb\nc'
run --data hostile nonsense$'\x1b'[31m
check "usage faults are clean too" bash -c "! LC_ALL=C grep -q $'\x1b' err"
run eval $'\x1b[31m'
check "faults of expressions are clean too" bash -c "! LC_ALL=C grep -q $'\x1b' err"
if command -v script >/dev/null; then
	for words in "list" "--help" "show $id"; do
		NO_COLOR=1 script -qec "$program $words" colour.out >/dev/null 2>&1 </dev/null
		check "NO_COLOR on a terminal: $words" bash -c "! grep -q $'\x1b' colour.out"
	done
else
	echo "SKIP NO_COLOR on a terminal"
fi

# ---- empty tables ----
for status in partial complete closed all; do
	run --data elsewhere list --status $status
	check "an empty table says so: $status" out_is "No interviews."
	check "and nothing on standard error: $status" test ! -s err
done
run --data elsewhere list --format json
check "an empty array" out_is "[]"
run --data elsewhere verify
check "nothing to verify is sound" status_is 0
check "nothing to verify prints nothing" out_is ""
check "no reader has made the folder" test ! -e elsewhere

# ---- read-only data ----
cp -r data readonly
chmod -R a-w readonly
for words in "list" "show $id" "verify" "export first --output results"; do
	read -ra many <<<"$words"
	run --data readonly "${many[@]}"
	check "read-only data: $words" status_is 0
done
if [ "$(id -u)" -ne 0 ]; then
	run --data readonly fill "$form" --from one.csv
	check "read-only data cannot be filled" status_is 3
	check "and that is said" err_has "readonly"
fi
chmod -R u+w readonly
