SELECT t0."kind", stddev_samp(CAST(t0."rating" AS double precision)) AS "x"
FROM "items" AS t0
GROUP BY 1
