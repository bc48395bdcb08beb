SELECT t2."id", t2."author", t2."rating", t2."tags"
FROM "items" AS t2
UNION ALL
SELECT t1."id", t1."author", t1."rating", t1."tags"
FROM "items" AS t1
WHERE t1."id" > 5
