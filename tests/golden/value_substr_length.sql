SELECT substr(t0."author", CASE WHEN t0."small" < 0 THEN t0."small" ELSE t0."small" + 1 END, 3) AS "x"
FROM "items" AS t0
