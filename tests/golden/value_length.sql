SELECT length(t0."author") AS "x"
FROM "items" AS t0
