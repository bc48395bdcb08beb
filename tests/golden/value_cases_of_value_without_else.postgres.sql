SELECT CASE WHEN t0."small" = 1 THEN t0."text" END AS "x"
FROM "items" AS t0
