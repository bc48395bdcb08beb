SELECT t0."kind", (array_agg(t0."text" ORDER BY t0."id" ASC NULLS LAST))[1] AS "x"
FROM "items" AS t0
GROUP BY 1
