SELECT t0."id"
FROM "items" AS t0
WHERE t0."day" > DATE '2025-01-31'
