SELECT t0."author", CAST(sum(t0."id" + 1) AS BIGINT) AS "s"
FROM "items" AS t0
GROUP BY 1
