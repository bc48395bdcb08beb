SELECT list_slice(t0."text", 3, -1) AS "x"
FROM "items" AS t0
