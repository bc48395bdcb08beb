SELECT CAST(t0."id" AS BOOLEAN) AS "x"
FROM "items" AS t0
