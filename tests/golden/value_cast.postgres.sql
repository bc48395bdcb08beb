SELECT CAST(t0."id" + 1 AS text) AS "x"
FROM "items" AS t0
