SELECT nullif(t0."id", t0."rating") AS "x"
FROM "items" AS t0
