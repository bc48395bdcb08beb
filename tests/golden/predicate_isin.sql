SELECT t0."id"
FROM "items" AS t0
WHERE t0."author" IN ('a', 'b')
