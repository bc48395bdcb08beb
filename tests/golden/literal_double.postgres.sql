SELECT float8 '1.5e0' AS "x"
FROM "items" AS t0
