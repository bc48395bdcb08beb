SELECT t0."id" / t0."small" AS "x"
FROM "items" AS t0
