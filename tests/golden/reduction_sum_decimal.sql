SELECT t0."kind", sum(t0."price") AS "x"
FROM "items" AS t0
GROUP BY 1
