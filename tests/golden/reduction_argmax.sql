SELECT t0."kind", arg_max(t0."author", t0."rating") FILTER (WHERE t0."id" > 1) AS "x"
FROM "items" AS t0
GROUP BY 1
