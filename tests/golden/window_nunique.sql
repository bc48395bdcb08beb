SELECT t0."id", t0."author", t0."rating", count(DISTINCT t0."author") OVER (PARTITION BY t0."author") AS "n"
FROM "items" AS t0
