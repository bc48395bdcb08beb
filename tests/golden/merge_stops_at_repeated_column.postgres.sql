SELECT t1."a" * t1."a" AS "b"
FROM (
  SELECT t0."id", t0."author", t0."rating", t0."id" + 1 AS "a"
  FROM "items" AS t0
) AS t1
