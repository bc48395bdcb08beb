SELECT t0."kind", var_samp(CAST(t0."price" AS double precision)) FILTER (WHERE t0."flag") AS "x"
FROM "items" AS t0
GROUP BY 1
