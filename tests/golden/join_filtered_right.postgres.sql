SELECT
  t0."id",
  t0."author",
  t0."rating",
  t2."joined",
  t2."manager"
FROM "items" AS t0
JOIN (
  SELECT t1."author", t1."joined", t1."manager"
  FROM "authors" AS t1
  WHERE t1."joined" IS NOT NULL
) AS t2 ON t0."author" = t2."author"
