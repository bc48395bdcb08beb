SELECT CAST(t0."small" AS FLOAT) * t0."small" + t0."small" AS "x"
FROM "items" AS t0
