SELECT t0."kind", arg_min(t0."author", t0."rating") AS "x"
FROM "items" AS t0
GROUP BY 1
