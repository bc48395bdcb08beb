SELECT t0."id", t0."author", t0."rating", t0."rating" / sum(t0."rating") OVER () AS "share"
FROM "items" AS t0
