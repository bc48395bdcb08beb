SELECT CAST(ceil(t0."rating") AS BIGINT) AS "x"
FROM "items" AS t0
