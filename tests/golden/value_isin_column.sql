SELECT t1."author" IN (
  SELECT t0."author"
  FROM "authors" AS t0
) AS "x"
FROM "items" AS t1
