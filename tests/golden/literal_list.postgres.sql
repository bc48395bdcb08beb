SELECT CAST(ARRAY[1, NULL, 3] AS bigint[]) AS "x"
FROM "items" AS t0
