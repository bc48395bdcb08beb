SELECT list_slice(t0."text", 2, 3) AS "x"
FROM "items" AS t0
