SELECT t0."id", t0."author", t0."rating", max(t0."rating") OVER (ORDER BY t0."id" ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "m"
FROM "items" AS t0
