SELECT t0."kind", var_samp(t0."price") FILTER (WHERE t0."flag") AS "x"
FROM "items" AS t0
GROUP BY 1
