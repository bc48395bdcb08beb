SELECT t0."id"
FROM "items" AS t0
WHERE t0."author" || t0."text" ILIKE 'a%' ESCAPE ''
