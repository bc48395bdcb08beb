SELECT t0."id", t0."author" AS "writer", t0."rating", t0."tags"
FROM "items" AS t0
