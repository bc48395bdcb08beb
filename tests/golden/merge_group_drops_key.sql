SELECT count(*) AS "n"
FROM "items" AS t0
GROUP BY t0."author"
