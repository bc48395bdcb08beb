SELECT CAST(MAP {'a': 1, 'b': 2} AS MAP(VARCHAR, BIGINT)) AS "x"
FROM "items" AS t0
