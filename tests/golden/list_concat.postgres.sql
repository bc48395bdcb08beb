SELECT CASE WHEN t0."tags" IS NOT NULL AND CAST(ARRAY[t0."kind", 'x'] AS text[]) IS NOT NULL THEN (t0."tags" || CAST(ARRAY[t0."kind", 'x'] AS text[])) END AS "x"
FROM "items" AS t0
