SELECT sqrt(CAST(t0."rating" AS double precision)) AS "x"
FROM "items" AS t0
