SELECT t0."kind", stddev_pop(t0."id") AS "x"
FROM "items" AS t0
GROUP BY 1
