SELECT (t0."tags")[1] AS "x"
FROM "items" AS t0
