SELECT t0."sent" + INTERVAL '1 months 2 days 3 microseconds' AS "x"
FROM "items" AS t0
