SELECT CASE WHEN t0."kind" = 'a' THEN CAST(1 AS bigint) WHEN t0."kind" = 'b' THEN CAST(2 AS bigint) ELSE CAST(0 AS bigint) END AS "x"
FROM "items" AS t0
