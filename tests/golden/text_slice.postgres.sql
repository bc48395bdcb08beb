SELECT substr(t0."text", 2, 2) AS "x"
FROM "items" AS t0
