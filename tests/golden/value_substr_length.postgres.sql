SELECT substr(t0."author", CAST(t0."small" + 1 AS integer), CAST(CAST(3 AS bigint) AS integer)) AS "x"
FROM "items" AS t0
