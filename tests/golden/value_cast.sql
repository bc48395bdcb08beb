SELECT CAST(t0."id" + 1 AS VARCHAR) AS "x"
FROM "items" AS t0
