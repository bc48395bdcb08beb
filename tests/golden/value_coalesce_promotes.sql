SELECT coalesce(t0."small", CAST(5 AS BIGINT)) AS "x"
FROM "items" AS t0
