SELECT t0."kind", percentile_cont(float8 '0.5e0') WITHIN GROUP (ORDER BY CAST(t0."rating" AS double precision)) AS "x"
FROM "items" AS t0
GROUP BY 1
