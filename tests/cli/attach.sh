#!/usr/bin/env bash
# Files attached to answers: fill, show, verify, export and fill again, repair.
. "$TANYA_SOURCE/tests/cli/library.bash"
cat >kiln.yaml <<'YAML'
tanya: 1
id: kiln
version: '1'
title: Kiln
survey:
  - {name: who, type: text, label: Who, required: true}
  - {name: photo, type: image, label: Photo}
  - {name: sound, type: audio, label: Sound}
  - repeat: pots
    label: Pots
    children: [{name: shot, type: image, label: Shot}]
YAML
mkdir answers
printf 'a photo' >answers/IMG_1.JPG
printf 'a shot' >answers/s.png
printf 'a sound' >"$PWD/loud.mp3"
cat >answers/rows.csv <<CSV
who,photo,sound,pots[1]/shot
Siti,IMG_1.JPG,$PWD/loud.mp3,s.png
Tini,,,
,IMG_1.JPG,,
Mira,gone.jpg,,
Rini,.,,
CSV
run fill kiln.yaml --from answers/rows.csv
check "rows whose file is not there are refused" status_is 1
check "two rows went in" test "$(wc -l <out)" = 2
check "a missing file is told with its row" err_has 'answers/rows.csv:5: error: photo:'
check "in words" err_has 'There is no file of this name'
check "a folder is told" err_has 'answers/rows.csv:6: error: photo: answers/.: This is a folder'
id=$(sed -n 1p out | cut -f2)
files=data/interviews/kiln/$id.files
check "the copies lie beside the interview" diff <(ls "$files") - <<'LIST'
photo-1.JPG
shot-1.png
sound-1.mp3
LIST
check "refused rows leave nothing" test "$(find data -name 'photo-*' | wc -l)" = 1
check "the journal names copy and hash" grep -qF "\"q\":\"photo\",\"v\":\"photo-1.JPG\",\"sha256\":\"$(printf 'a photo' | sha256sum | cut -c1-64)\"" "data/interviews/kiln/$id.jsonl"
run show "$id"
check "show names the copy" out_has photo-1.JPG
run verify
check "verify is content" status_is 0

run export kiln --output results
check "export" status_is 0
check "export prints the files" out_has "results/media/$id/photo-1.JPG"
check "the CSV has the name" grep -q 'photo-1.JPG,sound-1.mp3' results/kiln.csv
check "the copy is the file" cmp answers/IMG_1.JPG "results/media/$id/photo-1.JPG"
run export kiln --output results
check "a second export leaves what is there" test "$(grep -c media out)" = 0
run export kiln --output lean --only data
check "--only data is without files" test ! -e lean/media
run export kiln --format jsonl --output results
check "export of JSON lines" status_is 0

for file in kiln.csv kiln.jsonl; do
	run --data "again-$file" fill kiln.yaml --from "results/$file"
	check "fill of an exported $file finds the files" status_is 0
	check "and copies them" cmp answers/IMG_1.JPG "again-$file/interviews/kiln/$id.files/photo-1.JPG"
done
printf 'another' >"results/media/$id/photo-1.JPG"
run --data altered fill kiln.yaml --from results/kiln.jsonl
check "a file that is not the exported one is refused" err_has 'this is not the file that was exported'
run export kiln --output results
check "and an export mends it" cmp answers/IMG_1.JPG "results/media/$id/photo-1.JPG"

printf 'A photo' >"$files/photo-1.JPG"
rm "$files/sound-1.mp3" -r "results/media"
run verify
check "verify tells" status_is 1
check "what is altered and missing" grep -qx "$id	damaged	photo-1.JPG is not the file that was attached; sound-1.mp3 is missing" out
run repair "$id"
check "repair tells what it cannot mend" out_has 'it is sound, so nothing was changed; photo-1.JPG is not the file that was attached; sound-1.mp3 is missing: bring it back'
run export kiln --output results
check "export tells of it" status_is 1
check "of both" test "$(grep -c "of interview $id is" err)" = 2
check "and writes the rest" test -s "results/media/$id/shot-1.png" -a -s results/kiln.csv
check "not what is altered" test ! -e "results/media/$id/photo-1.JPG"
