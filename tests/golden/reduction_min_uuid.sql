SELECT t0."kind", min(t0."key") AS "x"
FROM "items" AS t0
GROUP BY 1
