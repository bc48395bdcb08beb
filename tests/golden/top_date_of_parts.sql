SELECT make_date(t0."small", CAST(2 AS BIGINT), CAST(28 AS BIGINT)) AS "x"
FROM "items" AS t0
