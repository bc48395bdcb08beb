SELECT lower(t0."author") || upper(t0."author") AS "x"
FROM "items" AS t0
