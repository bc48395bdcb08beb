SELECT TRUE AS "x"
FROM "items" AS t0
