SELECT t0."kind", quantile_cont(CAST(t0."price" AS DOUBLE), 0.9e0) FILTER (WHERE t0."flag") AS "x"
FROM "items" AS t0
GROUP BY 1
