SELECT t0."id"
FROM "items" AS t0
WHERE NOT (t0."id" IN (1, 2))
