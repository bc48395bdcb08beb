SELECT (date_diff('day', date_trunc('week', DATE '2024-01-07'), date_trunc('week', t0."day")) // 7) AS "x"
FROM "items" AS t0
