SELECT t0."kind", list(t0."author" ORDER BY t0."id" DESC NULLS LAST) AS "x"
FROM "items" AS t0
GROUP BY 1
