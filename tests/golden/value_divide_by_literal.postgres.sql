SELECT (CAST(t0."id" AS double precision) / CAST(2 AS bigint)) AS "x"
FROM "items" AS t0
