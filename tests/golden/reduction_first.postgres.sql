SELECT t0."kind", (array_agg(t0."author") FILTER (WHERE t0."author" IS NOT NULL))[1] AS "x"
FROM "items" AS t0
GROUP BY 1
