SELECT floor(CAST(t0."rating" AS double precision) / 2) AS "x"
FROM "items" AS t0
