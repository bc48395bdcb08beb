SELECT left(t0."text", CAST(3 AS BIGINT)) AS "x"
FROM "items" AS t0
