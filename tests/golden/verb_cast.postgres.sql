SELECT CAST(t0."id" AS text) AS "id", t0."author", t0."rating", t0."tags"
FROM "items" AS t0
