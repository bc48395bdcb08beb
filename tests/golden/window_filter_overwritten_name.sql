SELECT (row_number() OVER (ORDER BY t0."id" ASC NULLS LAST) - 1) AS "id", t0."author", t0."rating"
FROM "items" AS t0
QUALIFY (row_number() OVER (ORDER BY t0."id" ASC NULLS LAST) - 1) < 3
