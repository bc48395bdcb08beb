SELECT t0."id", t0."author", t0."rating", sum(t0."rating") OVER (ORDER BY t0."id" ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "s"
FROM "items" AS t0
