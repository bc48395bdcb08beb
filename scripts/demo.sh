#!/usr/bin/env bash
# scripts/demo.sh PROGRAM: what Egregora does, shown on the bundled chat export, in a fresh folder ./demo-output.
# Every command is printed before it runs, so that it can be tried by hand afterwards.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$(realpath "$1")
export_name='WhatsApp Chat with Book Club.zip'

rm -rf demo-output
mkdir demo-output
cp "examples/data/$export_name" demo-output/
cd demo-output

heading() { printf '\n\n== %s\n' "$*"; }
run() {  # run ARGUMENTS...: prints and runs the program
  printf '\n$ egregora'
  printf ' %q' "$@"
  printf '\n'
  "$program" "$@"
}

heading 'From a chat export to windows and views, in one step'
run run "$export_name"

heading 'Once more: nothing is inserted, nothing rebuilt'
run run "$export_name"

heading 'What the database holds'
run tables
run schema messages
run show messages --columns timestamp,author,content --where "kind = 'text'" --order-by timestamp --limit 5
run messages --search book --limit 5
run messages --from 2023-01-20 --to 2023-01-20 --limit 3

heading 'Windows of conversation'
run windows list --limit 5

heading 'Views, materialised and checkpointed'
run views list
while IFS= read -r view; do
  run show "$view" --limit 3
done < <("$program" views list --format csv | tail -n +2 | cut -d, -f1 | head -n 2)

run views plan
run views explain daily_aggregates

heading 'What was run, and whether all is well'
run runs list
run runs show "$("$program" runs list --limit 1 --format csv | tail -n 1 | cut -d, -f1)"
run doctor

heading 'Posts, compared two by two: each window stands for one'
post() {  # post N: a name for the window with that index
  printf 'book-club-%s' "$1"
}
run elo init "$(post 0)" "$(post 1)" "$(post 2)" "$(post 3)"
run elo record "$(post 2)" "$(post 0)"
run elo record "$(post 2)" "$(post 1)"
run elo record "$(post 3)" "$(post 1)" --tie
run elo record "$(post 0)" "$(post 1)" --id reader-7
run elo top --limit 3
run elo history --post "$(post 2)"
run elo recompute

heading 'Documents: a post about the best window'
printf 'Who reads what, and why.\n' >spring.md
run documents put post "$(post 2)" spring.md --title 'A spring of books' --slug spring --metadata '{"mood": "sunny"}'
run documents put post "$(post 2)" --status published
run documents list --type post
run documents get post spring --content

heading 'Tasks: work for later, queued once a key'
run tasks enqueue enrich '{"window": 3}' --priority 5
run tasks enqueue illustrate '{"post": "spring"}' --unique-key spring
run tasks enqueue illustrate '{"post": "spring"}' --unique-key spring
run tasks list
run tasks stats

heading 'The layout, and what to do with an older one'
run migrate --status
run migrate --verify

heading 'The checkpoints are ordinary Parquet files, the database an ordinary DuckDB file'
printf '\n$ ls\n'
find . -type f -not -path '*/.versions/*' \( -name '*.parquet' -o -name '*.duckdb' \) -printf '%9s  %P\n' | sort -k 2
printf '\nAll of it is in %s\n' "$PWD"
