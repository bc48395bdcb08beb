SELECT list_concat(CAST([CAST(1 AS BIGINT)] AS DOUBLE[]), CAST([2.5e0] AS DOUBLE[])) AS "x"
FROM "items" AS t0
