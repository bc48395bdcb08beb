SELECT floor(CAST(t0."rating" AS DOUBLE) / 2) AS "x"
FROM "items" AS t0
