SELECT t1."id"
FROM "items" AS t1
EXCEPT
(SELECT t2."id"
FROM "items" AS t2
LIMIT 5)
