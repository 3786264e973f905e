#!/usr/bin/env bash
# The questionnaires of the Jambi study: what they work out (a share or an origin that nobody knows is no 0), and that
# they produce every cell of the study's tables, cells.tsv.
. "$TANYA_SOURCE/tests/cli/library.bash"
form=$forms/jambi/batik.yaml

# shares WHAT TOTAL JAVA, then the two suppliers' answers
shares() {
	printf '{"answers":{"rights_read":"OK","consent":"yes","suppliers":"A\\nB",%s}}\n' "$4" |
		sed 's,A\([12]\)_,supplier_rows[\1]/supplier_,g' >rows.jsonl
	rm -rf data results
	run fill "$form" --from rows.jsonl --partial
	check "$1: goes in" status_is 0
	run export batik --format jsonl --partial --output results
	check "$1" python3 -c 'import json, sys
answers = json.load(open("results/batik.jsonl"))["answers"]
got = [str(answers[name]) for name in ("share_total", "java_share")]
assert got == sys.argv[1:], got' "$2" "$3"
}
shares "shares that add up" 100 60 '"A1_origin":"solo","A1_share":60,"A2_origin":"jambi","A2_share":40'
shares "shares that do not add up" 80 75 '"A1_origin":"solo","A1_share":60,"A2_origin":"jambi","A2_share":20'
shares "a share that is 0" 100 100 '"A1_origin":"solo","A1_share":100,"A2_origin":"jambi","A2_share":0'
shares "a share not known" "" "" '"A1_origin":"solo","A1_share":60,"A2_origin":"jambi","A2_share":{"state":"dont_know"}'
shares "a share refused" "" "" '"A1_origin":"solo","A1_share":{"state":"refused"},"A2_origin":"jambi","A2_share":40'
shares "a share not asked yet" "" "" '"A1_origin":"solo","A1_share":60,"A2_origin":"jambi"'
shares "an origin not known" 100 "" '"A1_origin":"solo","A1_share":60,"A2_origin":{"state":"dont_know"},"A2_share":40'

printf '{"answers":{"rights_read":{"state":"refused"}}}\n' >rows.jsonl
run fill "$form" --from rows.jsonl --partial
check "the reading of rights takes no non-answer" status_is 1
check "and says so" err_has "rights_read"

# ---- the study's tables: every cell comes from questions that are there, are asked, and have the choices it names ----

# The interviews of tests/interviews, as rows for fill.
cat >rows.py <<'PY'
import csv, sys
pairs = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8")]
pairs = [(name, cell.replace("\\n", "\n")) for name, cell in pairs]
rows = csv.writer(sys.stdout, lineterminator="\n")
rows.writerow([name for name, _ in pairs])
rows.writerow([cell for _, cell in pairs])
PY
rm -rf data results
for name in batik tofu-tempeh furniture; do
	python3 rows.py "$TANYA_SOURCE/tests/interviews/$name.answers" >"$name.csv"
	run fill "$forms/jambi/$name.yaml" --from "$name.csv"
	check "$name: the typed interview goes in whole" status_is 0
	run check "$forms/jambi/$name.yaml"
	check "$name: nothing to mend" err_has "nothing to mend"
	check "$name: without a warning" test ! -s out
	run export "$name" --format jsonl --output results
	check "$name: is exported" status_is 0
done

# The cells, against the questions asked in the typed interview of each form. Its answers name no choice more than a person
# gave, so that whether the others exist is asked of fill.
cat >cells.py <<'PY'
import csv, json, re, sys
forms = ("batik", "tofu-tempeh", "furniture")
folder, results = sys.argv[1:3]
asked = {}
for form in forms:
    answers = json.load(open(f"{results}/{form}.jsonl", encoding="utf-8"))["answers"]
    asked[form] = {}
    for path in answers:
        asked[form].setdefault(path.split("/")[-1], path)
cells = list(csv.DictReader(open(f"{folder}/cells.tsv", encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
faults = []
for cell in cells:
    where = f"{cell['form']} {cell['table']} {cell['statement']}"
    if cell["kind"] == "literal":
        if cell["questions"] or not cell["source"]:
            faults.append(f"{where}: a literal has a source, and no questions")
        continue
    if cell["kind"] != "answers" or not cell["questions"]:
        faults.append(f"{where}: answered by nothing")
    for form in forms if cell["form"] == "all" else (cell["form"],):
        for wanted in cell["questions"].split():
            name, _, choices = wanted.partition("=")
            if name not in asked[form]:
                faults.append(f"{where}: {form} never asks {name}")
                continue
            for choice in choices.split(",") if choices else ():
                print(form, asked[form][name], choice, sep="\t")
for form in forms:
    for table in "123":
        if not any(cell["table"] == table and cell["form"] in (form, "all") for cell in cells):
            faults.append(f"{form}: table {table} has no cell")
for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(bool(faults))
PY
check "each cell's questions are asked" python3 cells.py "$forms/jambi" results
python3 cells.py "$forms/jambi" results 2>/dev/null | sort -u >choices.tsv
check "cells name choices" test "$(wc -l <choices.tsv)" -gt 80

# A row for every choice: the typed interview, with that choice in its place (beside the others, where several may be).
cat >choices.py <<'PY'
import csv, json, sys
form, choices = sys.argv[1:3]
answers = json.load(open(f"results/{form}.jsonl", encoding="utf-8"))["answers"]
for line in open(choices, encoding="utf-8"):
    name, path, choice = line.rstrip("\n").split("\t")
    if name != form:
        continue
    picked = answers[path]
    several = isinstance(picked, list) and picked != ["none"] and choice != "none"
    value = list(dict.fromkeys(picked + [choice])) if several else [choice] if isinstance(picked, list) else choice
    print(json.dumps({"answers": {**answers, path: value}}))
PY
# refused FORM CHOICES: how many of them the form does not have where they are named.
refused() {
	rm -rf data
	python3 choices.py "$1" "$2" >lines.jsonl || return 1
	run fill "$forms/jambi/$1.yaml" --from lines.jsonl --partial
	awk -F'\t' -v form="$1" '$1 == form {print $2}' "$2" | awk '{print NR ": error: " $0 ": "}' >wanted
	sed 's/^lines.jsonl://' err | grep -cFf wanted
}
for name in batik tofu-tempeh furniture; do
	check "$name: has the choices of its cells" test "$(refused "$name" choices.tsv)" = 0
done
printf 'batik\tsales_channels\tmarket\nbatik\tpattern\tnothing\nbatik\tpattern\tagency\n' >wrong.tsv
check "a choice that is not there, or of another industry, is found out" test "$(refused batik wrong.tsv)" = 2
