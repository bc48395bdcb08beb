SELECT t0."kind", count(*) FILTER (WHERE t0."rating" > 3) AS "x"
FROM "items" AS t0
GROUP BY 1
