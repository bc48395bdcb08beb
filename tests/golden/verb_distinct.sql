SELECT DISTINCT t0."author"
FROM "items" AS t0
