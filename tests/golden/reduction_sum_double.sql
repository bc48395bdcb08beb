SELECT t0."kind", sum(t0."rating") AS "x"
FROM "items" AS t0
GROUP BY 1
