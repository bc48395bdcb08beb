SELECT substr(t0."text", 3) AS "x"
FROM "items" AS t0
