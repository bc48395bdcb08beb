SELECT t0."kind", last(t0."text" ORDER BY t0."id" ASC NULLS LAST) FILTER (WHERE t0."text" IS NOT NULL AND t0."flag") AS "x"
FROM "items" AS t0
GROUP BY 1
