SELECT t0."id" % nullif(3, 0) AS "x"
FROM "items" AS t0
