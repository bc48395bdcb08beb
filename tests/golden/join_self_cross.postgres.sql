SELECT t1."id", t2."id" AS "id_right"
FROM "items" AS t1
CROSS JOIN "items" AS t2
