SELECT DISTINCT ON (t0."author") t0."id", t0."author", t0."rating", t0."tags"
FROM "items" AS t0
