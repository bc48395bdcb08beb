SELECT t0."kind", count(*) AS "x"
FROM "items" AS t0
GROUP BY 1
