SELECT upper(t0."author") AS "up", count(*) AS "n"
FROM "items" AS t0
GROUP BY 1
