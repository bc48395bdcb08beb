SELECT CAST(5 AS bigint) AS "x"
FROM "items" AS t0
