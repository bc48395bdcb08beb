SELECT t0."kind", last(t0."text") FILTER (WHERE t0."text" IS NOT NULL) AS "x"
FROM "items" AS t0
GROUP BY 1
