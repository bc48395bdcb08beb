SELECT t0."id", t0."author", t0."rating", quantile_cont(t0."rating", 0.5e0) OVER (PARTITION BY t0."author") AS "m"
FROM "items" AS t0
