SELECT range(CAST(0 AS BIGINT), t0."small", CAST(1 AS BIGINT)) AS "x"
FROM "items" AS t0
