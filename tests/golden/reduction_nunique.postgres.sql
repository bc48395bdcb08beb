SELECT t0."kind", count(DISTINCT t0."author") FILTER (WHERE t0."id" > 1) AS "x"
FROM "items" AS t0
GROUP BY 1
