SELECT
  t0."id",
  t0."author",
  t0."rating",
  t1."joined",
  t1."manager"
FROM "items" AS t0
JOIN "authors" AS t1 ON t0."author" = t1."author"
