SELECT substr(t0."author", length(t0."author") - 1) AS "x"
FROM "items" AS t0
