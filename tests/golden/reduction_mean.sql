SELECT t0."kind", avg(t0."rating") AS "x"
FROM "items" AS t0
GROUP BY 1
