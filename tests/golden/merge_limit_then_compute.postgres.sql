SELECT t1."id", t1."author", t1."rating", t1."id" + 1 AS "a"
FROM (
  SELECT t0."id", t0."author", t0."rating"
  FROM "items" AS t0
  LIMIT 2
) AS t1
