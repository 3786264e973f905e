# What the command-line tests share. Each check prints `ok WHAT` or `FAIL WHAT`.
set -u
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 3
[ -d "$TANYA_SOURCE/questionnaires" ] || exit 3
export TANYA_DATA=$work/data
forms=$TANYA_SOURCE/questionnaires

check() { # WHAT, then a command that must succeed
	local what=$1
	shift
	if "$@" >"$work/check.out" 2>&1; then echo "ok $what"; else echo "FAIL $what: $*"; sed 's/^/    /' "$work/check.out" | head -20; fi
}

# Runs the program; status, out and err hold what came of it.
run() {
	"$TANYA_PROGRAM" "$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
}
status_is() { [ "$status" -eq "$1" ] || { echo "status $status, not $1"; cat "$work/out" "$work/err"; return 1; }; }
out_has() { grep -qF -- "$1" "$work/out" || { echo "not in the output: $1"; cat "$work/out" "$work/err"; return 1; }; }
err_has() { grep -qF -- "$1" "$work/err" || { echo "not on standard error: $1"; cat "$work/out" "$work/err"; return 1; }; }
out_is() { [ "$(cat "$work/out")" = "$1" ] || { echo "output is not: $1"; cat "$work/out" "$work/err"; return 1; }; }
