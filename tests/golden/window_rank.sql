SELECT t0."id", t0."author", t0."rating", (rank() OVER (ORDER BY t0."rating" ASC NULLS LAST) - 1) AS "r"
FROM "items" AS t0
