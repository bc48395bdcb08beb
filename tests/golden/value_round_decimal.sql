SELECT CAST(round(t0."price", 1) AS DECIMAL(10, 2)) AS "x"
FROM "items" AS t0
