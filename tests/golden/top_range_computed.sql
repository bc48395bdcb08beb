SELECT range(CAST(0 AS BIGINT), t0."id", CAST(1 AS BIGINT)) AS "x"
FROM "items" AS t0
