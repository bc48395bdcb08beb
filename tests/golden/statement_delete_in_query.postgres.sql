DELETE FROM "authors" AS t1
WHERE t1."author" IN (
  SELECT t0."author"
  FROM "items" AS t0
)
