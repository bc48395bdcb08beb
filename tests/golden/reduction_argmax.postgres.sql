SELECT t0."kind", (array_agg(t0."author" ORDER BY t0."rating" DESC) FILTER (WHERE t0."author" IS NOT NULL AND t0."rating" IS NOT NULL AND t0."id" > 1))[1] AS "x"
FROM "items" AS t0
GROUP BY 1
