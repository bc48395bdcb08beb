# tests/docs/fill_outputs.awk PRINTED PAGE: prints PAGE with each ```output block as the page's program printed it (PRINTED), so
# that a page which says the truth comes out as it went in. What the block before it printed stands in PRINTED after a line of
# 0x1e and that block's line; in the page, what follows a line `...` is kept, and only as much as stands before it is compared.
FILENAME == ARGV[1] {
  if (substr($0, 1, 1) == "\036") block = substr($0, 2) + 0
  else printed[block, ++lines[block]] = $0
  next
}
inside == "output" && $0 == "```" {
  count = lines[code] + 0
  while (count > 0 && printed[code, count] == "") --count
  cut = 0
  for (i = 1; i <= shown_lines; ++i) if (shown[i] == "..." && !cut) cut = i
  if (cut && cut - 1 < count) count = cut - 1
  for (i = 1; i <= count; ++i) print printed[code, i]
  if (cut) for (i = cut; i <= shown_lines; ++i) print shown[i]
}
inside == "output" && $0 != "```" { shown[++shown_lines] = $0; next }
{ print }
/^```/ {
  if (inside != "") { inside = ""; next }
  inside = substr($0, 4)
  if (inside == "") inside = "plain"
  if (inside == "cpp") code = FNR + 1
  if (inside == "output") shown_lines = 0
}
