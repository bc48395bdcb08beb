SELECT t0."author", count(*) AS "n"
FROM "items" AS t0
GROUP BY 1
