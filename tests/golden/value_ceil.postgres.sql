SELECT CAST(ceil(t0."rating") AS bigint) AS "x"
FROM "items" AS t0
