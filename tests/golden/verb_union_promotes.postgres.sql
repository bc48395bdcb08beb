SELECT t0."id"
FROM "items" AS t0
UNION ALL
SELECT CAST(t1."small" AS bigint) AS "id"
FROM "items" AS t1
