SELECT
  t0."id",
  t0."author",
  t0."rating",
  t2."joined",
  t2."manager"
FROM "items" AS t0
JOIN "authors" AS t2 ON t0."author" = t2."author"
WHERE EXISTS (
  SELECT 1
  FROM "authors" AS t1
  WHERE t0."author" = t1."author"
)
