SELECT (t0."tags")[cardinality(t0."tags") - 0] AS "x"
FROM "items" AS t0
