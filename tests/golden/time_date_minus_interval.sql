SELECT t0."day" - INTERVAL '1 days' AS "x"
FROM "items" AS t0
