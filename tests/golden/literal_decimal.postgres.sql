SELECT CAST('-12.345' AS numeric(10, 3)) AS "x"
FROM "items" AS t0
