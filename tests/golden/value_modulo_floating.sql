SELECT t0."rating" % 3 AS "x"
FROM "items" AS t0
