SELECT t0."kind", list(t0."author") FILTER (WHERE t0."author" IS NOT NULL AND t0."id" > 1) AS "x"
FROM "items" AS t0
GROUP BY 1
