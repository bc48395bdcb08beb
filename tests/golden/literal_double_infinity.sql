SELECT CAST('-Infinity' AS DOUBLE) AS "x"
FROM "items" AS t0
