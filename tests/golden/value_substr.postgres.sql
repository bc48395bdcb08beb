SELECT substr(t0."author", 3) AS "x"
FROM "items" AS t0
