SELECT t0."kind", stddev_pop(CAST(t0."id" AS double precision)) AS "x"
FROM "items" AS t0
GROUP BY 1
