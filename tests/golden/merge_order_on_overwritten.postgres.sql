SELECT -t0."id" AS "id", t0."author", t0."rating"
FROM "items" AS t0
ORDER BY "id" ASC NULLS LAST
