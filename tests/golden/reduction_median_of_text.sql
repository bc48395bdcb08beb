SELECT t0."kind", quantile_disc(t0."author", 0.5e0) AS "x"
FROM "items" AS t0
GROUP BY 1
