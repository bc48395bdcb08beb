SELECT CAST(ARRAY[t0."id", CAST(1 AS bigint), t0."small"] AS bigint[]) AS "x"
FROM "items" AS t0
