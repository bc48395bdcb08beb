SELECT t0."id", t0."author", t0."rating", t0."tags"
FROM "items" AS t0
WHERE (t0."rating" > float8 '1.5e0' OR t0."id" < 3)
  AND t0."author" = 'a'
