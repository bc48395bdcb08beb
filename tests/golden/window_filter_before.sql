SELECT t0."id", t0."author", t0."rating", (row_number() OVER (ORDER BY t0."id" ASC NULLS LAST) - 1) AS "rn"
FROM "items" AS t0
WHERE t0."id" > 3
