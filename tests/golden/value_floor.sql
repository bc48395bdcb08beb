SELECT CAST(floor(t0."rating") AS BIGINT) + t0."id" AS "x"
FROM "items" AS t0
