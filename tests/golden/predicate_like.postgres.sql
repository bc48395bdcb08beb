SELECT t0."id"
FROM "items" AS t0
WHERE t0."author" LIKE 'a\%b_c' ESCAPE ''
