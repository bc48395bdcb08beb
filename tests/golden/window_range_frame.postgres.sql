SELECT t0."id", t0."author", t0."rating", max(t0."rating") OVER (ORDER BY t0."id" ASC NULLS LAST RANGE BETWEEN 2 PRECEDING AND 2 FOLLOWING) AS "m"
FROM "items" AS t0
