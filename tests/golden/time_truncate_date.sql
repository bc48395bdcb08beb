SELECT CAST(date_trunc('month', t0."day") AS DATE) AS "x"
FROM "items" AS t0
