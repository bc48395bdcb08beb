SELECT t0."small" + CAST(5 AS bigint) AS "x"
FROM "items" AS t0
