SELECT t0."kind", percentile_cont(float8 '0.9e0') WITHIN GROUP (ORDER BY CAST(t0."price" AS double precision)) FILTER (WHERE t0."flag") AS "x"
FROM "items" AS t0
GROUP BY 1
