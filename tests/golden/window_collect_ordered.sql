SELECT t0."id", t0."author", t0."rating", list(t0."id" ORDER BY t0."id" DESC NULLS LAST) FILTER (WHERE t0."id" IS NOT NULL) OVER (PARTITION BY t0."author") AS "all"
FROM "items" AS t0
