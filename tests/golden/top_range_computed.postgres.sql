SELECT ARRAY(SELECT generate_series(CAST(CAST(0 AS bigint) AS bigint), t0."id" - 1, CAST(1 AS bigint))) AS "x"
FROM "items" AS t0
