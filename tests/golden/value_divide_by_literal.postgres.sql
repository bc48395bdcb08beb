SELECT (CAST(t0."id" AS double precision) / 2) AS "x"
FROM "items" AS t0
