SELECT t0."author", count(*) AS "n"
FROM "items" AS t0
GROUP BY 1
ORDER BY "n" DESC NULLS LAST, t0."author" ASC NULLS LAST
LIMIT 3
