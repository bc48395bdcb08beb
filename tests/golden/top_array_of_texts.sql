SELECT [t0."kind", 'x'] AS "x"
FROM "items" AS t0
