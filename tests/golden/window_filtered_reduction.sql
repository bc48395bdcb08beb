SELECT t0."id", t0."author", t0."rating", count(t0."id") FILTER (WHERE t0."rating" > 1) OVER (PARTITION BY t0."author") AS "n"
FROM "items" AS t0
