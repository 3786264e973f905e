#!/usr/bin/env bash
# list, show and export for people: what is left out is told, on a terminal nothing wraps, words follow the language.
. "$TANYA_SOURCE/tests/cli/library.bash"
form=$forms/first.yaml
cat >rows.csv <<'CSV'
KEY,agrees,name,trade,since,workers,price,price_unit,price_per,buyers,consignment,satisfied,remarks
0190163d-8694-739b-aea5-966c26f8ad91,yes,Siti,batik,2010-05,3,45000.5,rupiah,kodi,customers,,7,
0190163d-8694-739b-aea5-966c26f8ad92,yes,"Ümit İpek, the daughter of the dyer beside the old mosque",batik,2012,2,0.1,rupiah,kodi,nobody,,0,
0190163d-8694-739b-aea5-966c26f8ad93,yes,,,,,,,,,,,
CSV

# ---- nothing, then the left out ----
run export first --partial --closed
check "nothing stored: the exit" status_is 1
check "nothing stored: said" err_has "no interview of first is stored"
check "nothing stored: no option is offered" bash -c '! grep -q -e --partial -e --closed err'
run fill "$form" --from rows.csv --partial
check "three go in" status_is 0
run list
check "nothing is left out: nothing is said" test ! -s err
run close ad93 --outcome wrong_person --reason "moved to Muaro Jambi"
check "one is closed" status_is 0
for format in table tsv json; do
	run list --format "$format"
	check "list tells what is left out: $format" err_has "Left out: 1 closed (--status all shows them)"
	check "list leaves it out: $format" bash -c '! grep -q ad93 out'
done
run list --status complete
check "nothing is said of what was not wished for" test ! -s err
run reopen ad92 --reason "two prices"
run export first --output one
check "export tells what is left out" err_has "Left out: 1 partial (--partial adds them), 1 closed (--closed adds them)"
check "export leaves it out" test "$(wc -l <one/first.csv)" = 2
run export first --output two --partial
check "with --partial, the closed ones are left out" err_has "Left out: 1 closed (--closed adds them)"
run export first --output three --partial --closed
check "with both, nothing is said" test ! -s err
run close ad91 --outcome refused --reason tired
run reopen ad91 --reason mistake
run export first --output four
check "no complete one: the exit" status_is 1
check "no complete one: what adds some" err_has "--partial adds 2, --closed adds 1"

# ---- show ----
run show ad93
check "show tells the outcome and the reason" out_has "closed: the wrong person (moved to Muaro Jambi)"
check "show says states in words" out_has "(not asked)"
check "show has no code words" bash -c '! grep -q "(not_asked)\|wrong_person" out'
run show ad93 --language id
check "in the language of the questions" out_has "diakhiri: salah orang (moved to Muaro Jambi)"
check "so are the states" out_has "(tidak ditanyakan)"
run show ad93 --format json
check "JSON keeps the codes" out_has '"state":"not_asked"'
run show ad91
check "one that is not closed has no outcome" bash -c '! grep -q "closed:" out'
run close ad91 --outcome refused --reason ""
run show ad91
check "without a reason nothing stands for it" grep -qx "closed: refused to go on" out

# ---- the language of the commands ----
run list --status all --language id
check "list speaks it" out_has "perubahan akhir"
check "list speaks it: status" out_has "diakhiri"
run --help --language id
check "help speaks it" out_has "Pilihan, sebelum atau sesudah perintah:"
run list --status all --format tsv --language id
check "TSV keeps the codes" out_has "$(printf '\tclosed\t')"

# ---- the table on a terminal ----
on_terminal() { # COLUMNS: list as a terminal that wide sees it, in the file seen
	python3 - "$TANYA_PROGRAM" "$1" >seen <<'PY'
import fcntl, os, pty, struct, sys, termios
program, columns = sys.argv[1], int(sys.argv[2])
child, fd = pty.fork()
if child == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.execv(program, [program, "list", "--status", "all"])
seen = b""
try:
    while chunk := os.read(fd, 4096):
        seen += chunk
except OSError:
    pass
sys.stdout.write(seen.decode().replace("\r\n", "\n"))
PY
}
if command -v python3 >/dev/null; then
	for columns in 40 80 100; do
		on_terminal "$columns"
		check "no line is wider than $columns" python3 -c '
import sys
lines = open("seen", encoding="utf-8").read().splitlines()
sys.exit(len(lines) != 4 or max(map(len, lines)) > int(sys.argv[1]))' "$columns"
	done
	on_terminal 80
	check "what is cut says so" grep -q '…$' seen
	on_terminal 200
	check "there is room for all" grep -q 'dyer beside' seen
else
	echo "SKIP the table on a terminal (python3)"
fi
run list --status all
check "a pipe has 40 columns of the name" grep -q 'Ümit İpek, the daughter of the dyer bes…$' out
