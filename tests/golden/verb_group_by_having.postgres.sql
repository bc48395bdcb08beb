SELECT t0."author", max(t0."rating") AS "best"
FROM "items" AS t0
GROUP BY 1
HAVING count(*) > 2
