SELECT t0."kind", stddev_samp(t0."rating") AS "x"
FROM "items" AS t0
GROUP BY 1
