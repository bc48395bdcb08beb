SELECT list_slice(t0."text", -3, -2) AS "x"
FROM "items" AS t0
