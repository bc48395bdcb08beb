SELECT t0."id", t0."author", t0."rating", t0."tags"
FROM "items" AS t0
ORDER BY -(CAST(1.5e0 AS DOUBLE)) ASC NULLS LAST, t0."id" ASC NULLS LAST
