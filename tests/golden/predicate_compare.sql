SELECT t0."id"
FROM "items" AS t0
WHERE t0."id" <= 1 AND t0."id" >= 0 AND t0."id" < 5
