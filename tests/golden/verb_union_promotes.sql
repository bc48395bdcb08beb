SELECT t0."id"
FROM "items" AS t0
UNION ALL
SELECT CAST(t1."small" AS BIGINT) AS "id"
FROM "items" AS t1
