SELECT CAST(floor(t0."rating") AS bigint) + t0."id" AS "x"
FROM "items" AS t0
