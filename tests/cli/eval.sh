#!/usr/bin/env bash
# tanya eval: values, forms, lines, faults.
. "$TANYA_SOURCE/tests/cli/library.bash"
line() { # WHAT EXPECTED ARGUMENT…
	local what=$1 expected=$2
	shift 2
	run eval "$@"
	check "$what" out_is "$expected"
}
line "precedence" 7 '1 + 2 * 3'
line "text as it is" "a b" "concat('a', ' b')"
line "truth" true '1 < 2'
line "shortest digits" 0.1 '0.1'
line "minus is no option" -3 '-(1 + 2)'
line "never an exponent" 100000000000000000000000 "number('1e23')"
line "a set value" true --set age=18 '${age} >= 18'
line "a value with = in it" 'x=y' --set 'a=x=y' '${a}'
line "the question itself" true --set .=5 '. > 4'
line "now and its offset" 2024-05-15 --now 2024-05-15T23:30:00-07:00 'today()'
line "NaN" NaN "number('x')"
run eval '${nobody}'
check "a name never set is an error" status_is 1
run eval 'nonsense('
check "a bad expression is an error" status_is 1
run eval 'cuont(1)'
check "an unknown function is an error" status_is 1
run eval --now yesterday 1
check "a bad moment is usage" status_is 2
run eval --at a 1
check "at needs a form" status_is 2
run eval
check "no expression is usage" status_is 2
printf '1+1\nnonsense(\nconcat("a\\n")\n3\n' | "$TANYA_PROGRAM" eval --lines >out 2>err
status=$?
check "a bad line is status 1" status_is 1
check "the others go on" test "$(sed -n 4p out)" = 3
check "a bad line says error" grep -q '^error: ' out
line "with a form" true --form "$forms/first.yaml" --set agrees=yes --set workers=3 '${workers} * 2 = 6'
line "labels with a form" Yes --form "$forms/first.yaml" --set agrees=yes "jr:choice-name(\${agrees}, '\${agrees}')"
line "states with a form" unanswered --form "$forms/first.yaml" --set agrees=yes 'state(${name})'
line "not asked with a form" not_asked --form "$forms/first.yaml" --set agrees=no 'state(${name})'
run eval --form "$forms/first.yaml" --set workers=many 1
check "a value of another type is not so" status_is 1
deep=$(printf '(%.0s' $(seq 1000))1$(printf ')%.0s' $(seq 1000))
run eval "$deep"
check "an expression 1,000 levels deep is refused" status_is 1
run eval --set "a=$(printf 'a%.0s' $(seq 40))b" 'regex(${a}, "(a+)+")'
check "a regex that explodes is refused or answered, not hung" test "$status" -le 1

# Every vector of the field's own suites through the command.
if ! command -v python3 >/dev/null; then
	echo "SKIP vectors"
	exit 0
fi
cat >vectors.py <<'PYTHON'
import json, math, os, subprocess, sys
failed = count = 0
for line in open(sys.argv[1], encoding="utf-8").read().split("\n")[1:]:
    if not line:
        continue
    name, source, expression, values, kind, value, tolerance = (line.split("\t") + [""])[:7]
    words = [os.environ["TANYA_PROGRAM"], "eval", "--now", "2024-05-15T10:30:00-07:00"]
    for key, text in json.loads(values or "{}").items():
        words.append(f"--set={key}={text}")
    words += ["--", expression if kind == "string" else f"{kind}({expression})"]
    run = subprocess.run(words, capture_output=True, text=True)
    got = run.stdout[:-1]
    if kind == "number" and value and run.returncode == 0:
        a, b = float(got), float(value)
        fits = a == b or math.isnan(a) and math.isnan(b) or abs(a - b) <= float(tolerance or 0)
    else:
        fits = got == value
    count += 1
    if not fits or run.returncode != 0:
        failed += 1
        print(name, source, expression, values, "got", got, run.stderr, "expected", value)
print(count, "vectors,", failed, "failed")
sys.exit(failed > 0)
PYTHON
check "all vectors of the field's suites" python3 vectors.py "$TANYA_SOURCE/tests/expression/vectors.tsv"
