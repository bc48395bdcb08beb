SELECT t0."kind", string_agg(CAST(t0."rating" AS VARCHAR), '|') AS "x"
FROM "items" AS t0
GROUP BY 1
