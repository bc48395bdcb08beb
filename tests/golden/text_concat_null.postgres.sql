SELECT CAST(NULL AS text) || t0."text" AS "x"
FROM "items" AS t0
