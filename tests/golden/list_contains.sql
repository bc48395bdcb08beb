SELECT contains(t0."tags", 'x') AS "x"
FROM "items" AS t0
