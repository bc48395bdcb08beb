SELECT t1."id", t1."author", t1."rating", t1."tags"
FROM (
  SELECT t0."id", t0."author", t0."rating", unnest(t0."tags") AS "tags"
  FROM "items" AS t0
) AS t1
WHERE t1."tags" = 'x'
