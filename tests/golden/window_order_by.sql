SELECT t0."id", t0."author", t0."rating"
FROM "items" AS t0
ORDER BY sum(t0."rating") OVER (PARTITION BY t0."author") ASC NULLS LAST
