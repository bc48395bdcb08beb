SELECT t0."kind", max(t0."rating") - min(t0."rating") AS "x"
FROM "items" AS t0
GROUP BY 1
