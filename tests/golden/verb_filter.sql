SELECT t0."id", t0."author", t0."rating", t0."tags"
FROM "items" AS t0
WHERE t0."rating" > 1.5e0
