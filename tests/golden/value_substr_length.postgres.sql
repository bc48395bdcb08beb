SELECT substr(t0."author", CAST(t0."small" + 1 AS integer), 3) AS "x"
FROM "items" AS t0
