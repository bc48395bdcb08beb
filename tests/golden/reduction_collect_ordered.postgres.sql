SELECT t0."kind", array_agg(t0."author" ORDER BY t0."id" DESC NULLS LAST) AS "x"
FROM "items" AS t0
GROUP BY 1
