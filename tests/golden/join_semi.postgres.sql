SELECT t0."id", t0."author", t0."rating"
FROM "items" AS t0
WHERE EXISTS (
  SELECT 1
  FROM "authors" AS t1
  WHERE t0."author" = t1."author"
)
