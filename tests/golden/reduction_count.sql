SELECT t0."kind", count(t0."author") AS "x"
FROM "items" AS t0
GROUP BY 1
