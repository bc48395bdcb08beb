SELECT t0."author", sum(t0."rating") / count(*) AS "mean"
FROM "items" AS t0
GROUP BY 1
