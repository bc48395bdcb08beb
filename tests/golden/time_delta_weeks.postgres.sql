SELECT CAST((CAST(date_trunc('week', t0."day") AS date) - CAST(date_trunc('week', DATE '2024-01-07') AS date)) / 7 AS bigint) AS "x"
FROM "items" AS t0
