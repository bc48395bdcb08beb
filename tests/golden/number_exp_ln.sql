SELECT ln(exp(t0."rating")) AS "x"
FROM "items" AS t0
