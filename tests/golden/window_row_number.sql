SELECT t0."id", t0."author", t0."rating", (row_number() OVER (PARTITION BY t0."author" ORDER BY t0."rating" DESC NULLS LAST) - 1) AS "rn"
FROM "items" AS t0
