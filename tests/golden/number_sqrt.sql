SELECT sqrt(t0."rating") AS "x"
FROM "items" AS t0
