# tests/docs/names_are_tried.awk PAGE: fails where a table `| ... | here | ... |` of PAGE names what no code proves. A name in the
# column "here" must stand in the ```cpp blocks of its section; the name of a row that says "not there yet" must stand in those
# inside HTML comments, which prove that it does not compile.

# The names in the code spans of `cell`: what is called, and what stands alone.
function names_of(cell, names,    spans, n, i, span, count) {
  count = 0
  n = split(cell, spans, "`")
  for (i = 2; i <= n; i += 2) {
    span = spans[i]
    if (span ~ /^[A-Za-z_][A-Za-z0-9_:]*$/) names[++count] = span
    while (match(span, /[A-Za-z_][A-Za-z0-9_]*\(/)) {
      names[++count] = substr(span, RSTART, RLENGTH - 1)
      span = substr(span, RSTART + RLENGTH)
    }
  }
  return count
}
function words(text) {
  gsub(/[^A-Za-z0-9_]+/, " ", text)
  return " " text " "
}
function flag(row, name, why) {
  printf "%s:%d: %s %s\n", FILENAME, row, name, why
  failed = 1
}
function finish_section(    i, k) {
  for (i = 1; i <= claims; ++i) {
    if (!index(words(code), words(claim[i]))) flag(claim_row[i], claim[i], "stands in no block of its section")
  }
  claims = 0
  code = ""
}

/^## / { finish_section() }
/^<!--/ { hidden = 1 }
/^-->/ { hidden = 0 }
/^```/ { inside = inside ? 0 : ($0 == "```cpp") + 1; next }
inside == 2 {
  if (hidden) hidden_code = hidden_code "\n" $0
  else code = code "\n" $0
}
inside { next }
/^\|/ {
  gsub(/\\\|/, "\\")
  split($0, cells, "|")
  if (cells[3] == " here ") table = 1
  if (!table) next
  if (cells[3] ~ /not there yet/) {
    count = names_of(cells[2] cells[3], found)
    for (i = 1; i <= count; ++i) { absent[++absences] = found[i]; absent_row[absences] = FNR }
  } else {
    count = names_of(cells[3], found)
    for (i = 1; i <= count; ++i) { claim[++claims] = found[i]; claim_row[claims] = FNR }
  }
  ++rows
  next
}
{ table = 0 }

END {
  finish_section()
  for (i = 1; i <= absences; ++i) {
    if (!index(words(hidden_code), words(absent[i]))) flag(absent_row[i], absent[i], "is said to be missing, and no hidden block proves it")
  }
  if (!rows) flag(FNR, "the page", "has no table with a column `here`")
  exit failed
}
