SELECT t0."kind", first(t0."author" ORDER BY t0."id" ASC NULLS LAST) FILTER (WHERE t0."author" IS NOT NULL) AS "x"
FROM "items" AS t0
GROUP BY 1
