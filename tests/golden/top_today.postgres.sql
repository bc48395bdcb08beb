SELECT t0."day" = CAST(now() AS date) AS "x"
FROM "items" AS t0
