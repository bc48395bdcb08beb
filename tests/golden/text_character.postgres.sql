SELECT substr(t0."text", 1, 1) AS "x"
FROM "items" AS t0
