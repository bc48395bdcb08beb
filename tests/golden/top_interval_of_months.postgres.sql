SELECT t0."day" - INTERVAL '3 months' AS "x"
FROM "items" AS t0
