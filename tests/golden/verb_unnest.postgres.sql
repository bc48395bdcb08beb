SELECT t0."id", t0."author", t0."rating", unnest(t0."tags") AS "tags"
FROM "items" AS t0
