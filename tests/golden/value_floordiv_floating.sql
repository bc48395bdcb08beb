SELECT floor(t0."rating" / 2) AS "x"
FROM "items" AS t0
