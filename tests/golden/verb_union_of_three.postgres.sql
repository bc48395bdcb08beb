SELECT t2."id"
FROM "items" AS t2
UNION ALL
SELECT t1."id"
FROM "items" AS t1
WHERE t1."id" > 1
UNION ALL
(SELECT t3."id"
FROM "items" AS t3
LIMIT 2)
