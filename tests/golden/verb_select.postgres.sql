SELECT t0."author", t0."id"
FROM "items" AS t0
