SELECT sqrt(CAST(t0."price" AS double precision)) AS "x"
FROM "items" AS t0
