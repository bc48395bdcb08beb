SELECT (CASE WHEN t0."small" = 0 THEN CAST(t0."id" AS double precision) * CASE WHEN CAST(CAST(t0."small" AS double precision) AS text) = '-0' THEN float8 '-Infinity' ELSE float8 'Infinity' END ELSE CAST(t0."id" AS double precision) / CAST(t0."small" AS double precision) END) AS "x"
FROM "items" AS t0
