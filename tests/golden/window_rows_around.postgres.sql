SELECT t0."id", t0."author", t0."rating", avg(t0."rating") OVER (ORDER BY t0."id" ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS "m"
FROM "items" AS t0
