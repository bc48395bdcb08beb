SELECT t1."id", t1."author", t1."rating", t1."tags"
FROM (
  SELECT DISTINCT ON (t0."author") t0."id", t0."author", t0."rating", t0."tags"
  FROM "items" AS t0
  ORDER BY t0."author" ASC NULLS LAST, t0."id" DESC NULLS FIRST
) AS t1
WHERE t1."id" > 3
