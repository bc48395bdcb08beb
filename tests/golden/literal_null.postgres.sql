SELECT CAST(NULL AS integer) AS "x"
FROM "items" AS t0
