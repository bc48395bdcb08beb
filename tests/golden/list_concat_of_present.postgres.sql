SELECT (CAST(CAST(ARRAY[CAST(1 AS bigint)] AS bigint[]) AS double precision[]) || CAST(CAST(ARRAY[float8 '2.5e0'] AS double precision[]) AS double precision[])) AS "x"
FROM "items" AS t0
