SELECT
  t0."id",
  t0."author",
  t0."rating",
  lag(t0."rating", 1) OVER (PARTITION BY t0."author" ORDER BY t0."id" ASC NULLS LAST) AS "before",
  lead(t0."rating", 2) OVER (PARTITION BY t0."author" ORDER BY t0."id" ASC NULLS LAST) AS "after"
FROM "items" AS t0
