SELECT INTERVAL '14 months -3 days 5 microseconds' AS "x"
FROM "items" AS t0
