SELECT make_date(CAST(CASE WHEN t0."small" > 0 THEN t0."small" ELSE t0."small" - 1 END AS integer), CAST(CAST(2 AS bigint) AS integer), CAST(CAST(28 AS bigint) AS integer)) AS "x"
FROM "items" AS t0
