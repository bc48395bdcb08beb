SELECT t0."id", t0."author", t0."rating", t0."id" + 1 AS "a"
FROM "items" AS t0
WHERE t0."author" = 'x'
