SELECT make_date(CAST(t0."small" AS integer), CAST(CAST(2 AS bigint) AS integer), CAST(CAST(28 AS bigint) AS integer)) AS "x"
FROM "items" AS t0
