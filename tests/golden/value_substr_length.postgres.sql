SELECT substr(t0."author", CAST(CASE WHEN t0."small" < 0 THEN length(t0."author") + t0."small" ELSE t0."small" END + 1 AS integer), 3) AS "x"
FROM "items" AS t0
