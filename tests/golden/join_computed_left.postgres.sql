SELECT
  t1."id",
  t1."author",
  t1."rating",
  t1."twice",
  t2."joined",
  t2."manager"
FROM (
  SELECT t0."id", t0."author", t0."rating", t0."rating" * 2 AS "twice"
  FROM "items" AS t0
) AS t1
JOIN "authors" AS t2 ON t1."author" = t2."author"
