SELECT substr(t0."author", -2, 1) AS "x"
FROM "items" AS t0
