SELECT (t0."tags")[2:] AS "x"
FROM "items" AS t0
