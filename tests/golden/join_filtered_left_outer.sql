SELECT
  t1."id",
  t1."author",
  t1."rating",
  t2."author" AS "author_right",
  t2."joined",
  t2."manager"
FROM (
  SELECT t0."id", t0."author", t0."rating"
  FROM "items" AS t0
  WHERE t0."id" > 3
) AS t1
FULL JOIN "authors" AS t2 ON t1."author" = t2."author"
