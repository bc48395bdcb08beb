SELECT float8 '5e-324' AS "x"
FROM "items" AS t0
