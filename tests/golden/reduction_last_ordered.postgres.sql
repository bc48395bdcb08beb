SELECT t0."kind", (array_agg(t0."text" ORDER BY t0."id" DESC NULLS FIRST) FILTER (WHERE t0."text" IS NOT NULL AND t0."flag"))[1] AS "x"
FROM "items" AS t0
GROUP BY 1
