#!/usr/bin/env bash
# scripts/terminal_svg.sh PROGRAM: prints docs/terminal.svg, a picture of what PROGRAM really prints about the bundled export.
#   scripts/terminal_svg.sh build/release/bin/egregora > docs/terminal.svg
# Only the run's id, its time and the size of its files differ from one picture to the next; a test compares the rest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$(realpath "$1")
export LC_ALL=C.UTF-8 COLUMNS=96 NO_COLOR=1  # ${#line} counts characters, not bytes
unset EGREGORA_DB
columns=96 cell=8 line_height=18 margin=16

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp 'examples/data/WhatsApp Chat with Book Club.zip' "$folder"
cd "$folder"

lines=()
show() {  # show COMMAND ARGUMENTS: keeps the command as it is typed, and what it prints
  lines+=("\$ egregora $1")
  local printed
  printed=$(eval "'$program' $1" 2>&1)
  while IFS= read -r line; do lines+=("$line"); done <<<"$printed"
}
show 'run "WhatsApp Chat with Book Club.zip"'
lines+=('')
show 'show daily_aggregates --columns day,message_count,unique_authors --order-by -message_count --limit 3'
lines+=('')
show 'messages --search persuasion --limit 3'

escaped() { sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' <<<"$1"; }

for line in "${lines[@]}"; do ((${#line} <= columns)) || columns=${#line}; done
width=$((columns * cell + 2 * margin)) height=$((${#lines[@]} * line_height + 2 * margin))
printf '<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">\n' "$width" "$height" "$width" "$height"
printf '<title>egregora turns a chat export into a database, and looks into it</title>\n'
printf '<rect width="100%%" height="100%%" rx="8" fill="#1b1f27"/>\n'
printf '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13" fill="#d5d9e0" xml:space="preserve">\n'
y=$((margin + line_height - 5))
for line in "${lines[@]}"; do
  colour=''
  [[ $line != '$ '* ]] || colour=' fill="#8bd49c"'
  # textLength: columns stand below each other whatever font there is.
  [[ -z $line ]] || printf '<text x="%d" y="%d" textLength="%d"%s>%s</text>\n' "$margin" "$y" "$((${#line} * cell))" "$colour" "$(escaped "$line")"
  y=$((y + line_height))
done
printf '</g>\n</svg>\n'
