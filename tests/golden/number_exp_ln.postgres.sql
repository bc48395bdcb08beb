SELECT ln(CAST(exp(CAST(t0."rating" AS double precision)) AS double precision)) AS "x"
FROM "items" AS t0
