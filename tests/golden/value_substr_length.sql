SELECT substr(t0."author", t0."small" + 1, 3) AS "x"
FROM "items" AS t0
