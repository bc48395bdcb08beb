SELECT CAST([t0."id", CAST(1 AS BIGINT), t0."small"] AS BIGINT[]) AS "x"
FROM "items" AS t0
