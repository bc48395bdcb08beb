SELECT CAST(t0."small" AS real) * CAST(t0."small" AS real) + CAST(t0."small" AS real) AS "x"
FROM "items" AS t0
