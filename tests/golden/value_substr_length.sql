SELECT substr(t0."author", t0."small" + 1, CAST(3 AS BIGINT)) AS "x"
FROM "items" AS t0
