SELECT t0."kind", avg(CAST(t0."flag" AS INTEGER)) AS "x"
FROM "items" AS t0
GROUP BY 1
