SELECT t1."id", t1."author"
FROM "items" AS t1
UNION ALL
SELECT t2."id", t2."author"
FROM "items" AS t2
