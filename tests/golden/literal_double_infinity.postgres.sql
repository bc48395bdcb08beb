SELECT CAST('-Infinity' AS double precision) AS "x"
FROM "items" AS t0
