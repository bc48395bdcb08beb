SELECT CAST(date_trunc('month', t0."day") AS date) AS "x"
FROM "items" AS t0
