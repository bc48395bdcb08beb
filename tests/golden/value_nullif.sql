SELECT nullif(t0."author", '') AS "x"
FROM "items" AS t0
