SELECT t0."id" / CAST(2 AS BIGINT) AS "x"
FROM "items" AS t0
