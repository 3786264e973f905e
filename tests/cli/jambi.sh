#!/usr/bin/env bash
# What the batik questionnaire works out: a share or an origin that nobody knows is no 0.
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
