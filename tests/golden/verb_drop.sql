SELECT t0."id", t0."rating"
FROM "items" AS t0
