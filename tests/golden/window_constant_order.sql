SELECT t0."id", t0."author", t0."rating", (row_number() OVER () - 1) AS "n"
FROM "items" AS t0
