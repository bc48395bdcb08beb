SELECT t1."id", t1."author", t1."rating", t1."a"
FROM (
  SELECT t0."id", t0."author", t0."rating", t0."id" + 1 AS "a"
  FROM "items" AS t0
) AS t1
WHERE t1."a" > 3
