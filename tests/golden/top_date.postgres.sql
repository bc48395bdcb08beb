SELECT t0."day" = DATE '2024-02-29' AS "x"
FROM "items" AS t0
