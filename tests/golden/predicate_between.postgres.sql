SELECT t0."id"
FROM "items" AS t0
WHERE t0."id" BETWEEN 1 AND t0."small" + CAST(1 AS bigint)
