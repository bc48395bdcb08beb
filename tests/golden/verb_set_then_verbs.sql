SELECT t3."id", t3."author"
FROM (
  SELECT t1."id", t1."author"
  FROM "items" AS t1
  UNION ALL
  SELECT t2."id", t2."author"
  FROM "items" AS t2
) AS t3
WHERE t3."id" > 3
ORDER BY t3."id" ASC NULLS LAST
LIMIT 2
