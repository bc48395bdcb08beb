SELECT t0."id"
FROM "items" AS t0
WHERE contains(t0."author", 'x')
