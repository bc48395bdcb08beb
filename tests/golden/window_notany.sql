SELECT t0."id", t0."author", t0."rating", (NOT bool_or(t0."id" > 1) OVER (PARTITION BY t0."author")) AS "x"
FROM "items" AS t0
