SELECT CASE WHEN t0."tags" IS NOT NULL AND [t0."kind", 'x'] IS NOT NULL THEN list_concat(t0."tags", [t0."kind", 'x']) END AS "x"
FROM "items" AS t0
