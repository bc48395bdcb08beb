SELECT t0."kind", CAST(sum(t0."price") AS numeric(38, 2)) AS "x"
FROM "items" AS t0
GROUP BY 1
