SELECT date_trunc('week', t0."sent") AS "x"
FROM "items" AS t0
