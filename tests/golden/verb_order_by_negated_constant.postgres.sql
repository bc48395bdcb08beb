SELECT t0."id", t0."author", t0."rating", t0."tags"
FROM "items" AS t0
ORDER BY -(float8 '1.5e0') ASC NULLS LAST, t0."id" ASC NULLS LAST
