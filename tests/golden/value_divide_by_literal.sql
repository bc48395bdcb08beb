SELECT t0."id" / 2 AS "x"
FROM "items" AS t0
