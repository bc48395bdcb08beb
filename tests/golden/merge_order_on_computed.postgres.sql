SELECT t0."id", t0."author", t0."rating"
FROM "items" AS t0
ORDER BY t0."id" + 1 DESC NULLS LAST
LIMIT 3
