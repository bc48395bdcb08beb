SELECT t0."id", CAST(cardinality(t0."labels") AS BIGINT) AS "x"
FROM "labelled" AS t0
