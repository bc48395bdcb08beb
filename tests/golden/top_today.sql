SELECT t0."day" = CAST(now() AS DATE) AS "x"
FROM "items" AS t0
