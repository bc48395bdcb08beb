SELECT t1."id", t1."author", t1."rating"
FROM (
  SELECT (row_number() OVER (ORDER BY t0."id" ASC NULLS LAST) - 1) AS "id", t0."author", t0."rating"
  FROM "items" AS t0
) AS t1
WHERE t1."id" < 3
