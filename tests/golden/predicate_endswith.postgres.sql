SELECT t0."id"
FROM "items" AS t0
WHERE right(t0."author", length('x')) = 'x'
