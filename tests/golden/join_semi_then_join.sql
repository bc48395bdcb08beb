SELECT
  t2."id",
  t2."author",
  t2."rating",
  t3."joined",
  t3."manager"
FROM (
  SELECT t0."id", t0."author", t0."rating"
  FROM "items" AS t0
  SEMI JOIN "authors" AS t1 ON t0."author" = t1."author"
) AS t2
JOIN "authors" AS t3 ON t2."author" = t3."author"
