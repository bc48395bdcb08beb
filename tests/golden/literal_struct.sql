SELECT CAST({'a': 1, 'b c': 'x'} AS STRUCT("a" BIGINT, "b c" VARCHAR)) AS "x"
FROM "items" AS t0
