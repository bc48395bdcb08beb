SELECT t0."kind", string_agg(t0."author", ',') AS "x"
FROM "items" AS t0
GROUP BY 1
