SELECT t1."id", t1."author", t1."rating", t1."tags"
FROM (
  SELECT t0."id", t0."author", t0."rating", t0."tags"
  FROM "items" AS t0
  LIMIT 3
) AS t1
ORDER BY t1."id" ASC NULLS LAST
