SELECT t0."id", t0."author", t0."rating"
FROM "items" AS t0
WHERE t0."author" IN (
  SELECT t1."author"
  FROM "authors" AS t1
)
