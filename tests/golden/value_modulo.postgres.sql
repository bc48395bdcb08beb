SELECT t0."id" % 3 AS "x"
FROM "items" AS t0
