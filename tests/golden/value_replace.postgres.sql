SELECT replace(t0."author", 'a', 'b') AS "x"
FROM "items" AS t0
