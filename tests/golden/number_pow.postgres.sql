SELECT power(CAST(t0."small" AS double precision), CAST(CAST(2 AS bigint) AS double precision)) AS "x"
FROM "items" AS t0
