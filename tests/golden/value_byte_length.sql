SELECT strlen(t0."author") AS "x"
FROM "items" AS t0
