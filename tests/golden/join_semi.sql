SELECT t0."id", t0."author", t0."rating"
FROM "items" AS t0
SEMI JOIN "authors" AS t1 ON t0."author" = t1."author"
