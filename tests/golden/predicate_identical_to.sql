SELECT t0."id"
FROM "items" AS t0
WHERE t0."author" IS NOT DISTINCT FROM t0."text"
