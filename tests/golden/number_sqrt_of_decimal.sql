SELECT sqrt(t0."price") AS "x"
FROM "items" AS t0
