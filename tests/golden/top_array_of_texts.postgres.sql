SELECT CAST(ARRAY[t0."kind", 'x'] AS text[]) AS "x"
FROM "items" AS t0
