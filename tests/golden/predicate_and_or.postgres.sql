SELECT t0."id"
FROM "items" AS t0
WHERE (t0."id" = 1 OR t0."id" = 2) AND NOT (t0."id" = 3) AND t0."id" > 0
