SELECT pow(t0."small", CAST(2 AS BIGINT)) AS "x"
FROM "items" AS t0
