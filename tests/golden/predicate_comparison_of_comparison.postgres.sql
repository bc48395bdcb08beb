SELECT t0."id"
FROM "items" AS t0
WHERE (t0."id" = 1) = (t0."flag" IS NULL)
