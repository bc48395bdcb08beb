SELECT count(*) AS "n", max(t0."rating") AS "best"
FROM "items" AS t0
