SELECT t0."id"
FROM "items" AS t0
WHERE t0."id" IS NULL OR t0."id" IS NOT NULL
