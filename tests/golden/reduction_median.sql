SELECT t0."kind", quantile_cont(t0."rating", 0.5e0) AS "x"
FROM "items" AS t0
GROUP BY 1
