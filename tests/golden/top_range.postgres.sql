SELECT ARRAY(SELECT generate_series(CAST(CAST(1 AS bigint) AS bigint), CAST(10 AS bigint) - 1, CAST(3 AS bigint))) AS "x"
FROM "items" AS t0
