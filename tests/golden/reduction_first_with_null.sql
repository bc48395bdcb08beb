SELECT t0."kind", first(t0."text" ORDER BY t0."id" ASC NULLS LAST) AS "x"
FROM "items" AS t0
GROUP BY 1
