SELECT list_slice(t0."tags", -2, -2) AS "x"
FROM "items" AS t0
