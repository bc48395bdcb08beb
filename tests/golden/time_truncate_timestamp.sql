SELECT date_trunc('hour', t0."seen") AS "x"
FROM "items" AS t0
