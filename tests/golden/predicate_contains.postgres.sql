SELECT t0."id"
FROM "items" AS t0
WHERE (strpos(t0."author", 'x') > 0)
