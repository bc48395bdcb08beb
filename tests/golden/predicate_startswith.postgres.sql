SELECT t0."id"
FROM "items" AS t0
WHERE starts_with(t0."author", 'x')
