SELECT t1."author" = (
  SELECT t0."author"
  FROM "authors" AS t0
  LIMIT 1
) AS "x"
FROM "items" AS t1
