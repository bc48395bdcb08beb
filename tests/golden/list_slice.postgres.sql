SELECT (t0."tags")[2:3] AS "x"
FROM "items" AS t0
