SELECT CAST(cardinality(t0."tags") AS bigint) AS "x"
FROM "items" AS t0
